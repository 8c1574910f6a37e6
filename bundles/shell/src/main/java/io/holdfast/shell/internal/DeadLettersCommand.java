package io.holdfast.shell.internal;

import io.holdfast.client.ChargePointClient;
import io.holdfast.store.DeadLetter;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.apache.karaf.shell.support.table.ShellTable;

@Service
@Command(scope = "ocpp", name = "dead-letters", description = "Lists the transaction messages that were given up, or exports them as lines of JSON")
public final class DeadLettersCommand extends ClientCommand {
    @Option(name = "-c", aliases = "--chargepoint", description = "Only this charge point; default: all")
    @Completion(ChargePointCompleter.class)
    String id;

    @Option(name = "-e", aliases = "--export", description = "File to make, with one JSON object in each line; - prints them here")
    File file;

    @Override
    public Object execute() throws Exception {
        Collection<ChargePointClient> clients = allOr(id);
        if (file == null) {
            list(clients);
            return null;
        }
        List<String> lines = new ArrayList<>();
        for (ChargePointClient client : clients) {
            await(client.deadLetters()).forEach(letter -> lines.add(json(client.settings().id(), letter)));
        }
        if (file.getPath().equals("-")) {
            lines.forEach(out()::println);
        } else {
            write(lines);
        }
        return null;
    }

    private void write(List<String> lines) throws CommandException {
        Path path = file.toPath().toAbsolutePath();
        try {
            Files.write(path, lines, StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException e) {
            throw new CommandException(path + " exists; name a new file");
        } catch (IOException e) {
            throw new CommandException(path + " could not be written (" + e.getClass().getSimpleName()
                + "); name a new file in a directory that exists and that this process may write");
        }
        out().println(lines.size() + " dead letters are in " + path + "; they are still here too, see ocpp:discard");
    }

    private void list(Collection<ChargePointClient> clients) throws Exception {
        ShellTable table = new ShellTable();
        table.column("Charge point");
        table.column("Number");
        table.column("Message");
        table.column("Transaction");
        table.column("Given up");
        table.column("Reason");
        table.emptyTableText("No message was given up");
        Instant now = Instant.now();
        for (ChargePointClient client : clients) {
            for (DeadLetter letter : await(client.deadLetters())) {
                table.addRow().addContent(client.settings().id(), letter.number(), letter.message().action(),
                    letter.message().transaction().orElse(""), Words.moment(letter.buriedAt(), now), letter.reason());
            }
        }
        table.print(out());
    }

    /** Counts the attempts as the signal DEAD_LETTERED does: with the last one. */
    static String json(String chargePointId, DeadLetter letter) {
        StringBuilder line = new StringBuilder("{\"chargepoint.id\":").append(Words.json(chargePointId))
            .append(",\"number\":").append(letter.number())
            .append(",\"kind\":").append(Words.json(letter.message().kind().name()));
        letter.message().transaction().ifPresent(name -> line.append(",\"transaction\":").append(Words.json(name)));
        letter.message().clockSince().ifPresent(since -> line.append(",\"clock.since\":").append(Words.json(since.toString())));
        return line.append(",\"attempts\":").append(letter.attempts() + 1)
            .append(",\"reason\":").append(Words.json(letter.reason()))
            .append(",\"buried.at\":").append(Words.json(letter.buriedAt().toString()))
            .append(",\"subprotocol\":").append(Words.json(letter.message().subprotocol()))
            .append(",\"action\":").append(Words.json(letter.message().action()))
            .append(",\"payload\":").append(letter.message().payload()).append('}').toString();
    }
}
