package io.holdfast.shell.internal;

import io.holdfast.client.ChargePointClient;
import io.holdfast.store.DeadLetter;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.support.CommandException;

/** What the commands share that do something with dead letters. */
abstract class DeadLetterAction extends ClientCommand {
    @Argument(name = "numbers", description = "Numbers as ocpp:dead-letters shows them", multiValued = true)
    @Completion(DeadLetterCompleter.class)
    List<String> numbers;

    @Option(name = "--all", description = "All dead letters of the charge point")
    boolean all;

    @Option(name = "-c", aliases = "--chargepoint", description = "Id of the charge point; may be left out if there is one only")
    @Completion(ChargePointCompleter.class)
    String id;

    abstract CompletionStage<Integer> change(ChargePointClient client, Set<Long> chosen);

    abstract String done();

    @Override
    public Object execute() throws Exception {
        if (all == (numbers != null)) {
            throw new CommandException("say which: either numbers, as ocpp:dead-letters shows them, or --all");
        }
        ChargePointClient client = client(id);
        Set<Long> present = await(client.deadLetters()).stream().map(DeadLetter::number).collect(Collectors.toCollection(TreeSet::new));
        Set<Long> chosen = all ? present : numbers();
        if (!present.containsAll(chosen)) {
            Set<Long> unknown = new TreeSet<>(chosen);
            unknown.removeAll(present);
            throw new CommandException(client.settings().id() + " has no dead letter " + Words.list(unknown) + "; it has "
                + (present.isEmpty() ? "none" : Words.list(present)));
        }
        out().println(chosen.isEmpty() ? "No message was given up" : await(change(client, chosen)) + " " + done());
        return null;
    }

    private Set<Long> numbers() throws CommandException {
        Set<Long> chosen = new TreeSet<>();
        for (String number : numbers) {
            try {
                chosen.add(Long.valueOf(number));
            } catch (NumberFormatException e) {
                throw new CommandException(number + " is no number of a dead letter; ocpp:dead-letters shows them", e);
            }
        }
        return chosen;
    }
}
