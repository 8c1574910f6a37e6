package io.holdfast.shell.internal;

import io.holdfast.client.ChargePointClient;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.osgi.framework.BundleContext;

/** Completes the number of a dead letter: of the charge point that the line names, or of any. */
@Service
public final class DeadLetterCompleter implements Completer {
    /** Somebody waits for it with a finger on the key. */
    private static final long PATIENCE_SECONDS = 2;

    @Reference
    BundleContext context;

    @Override
    public int complete(Session session, CommandLine line, List<String> candidates) {
        List<String> numbers = new ArrayList<>();
        List<String> words = List.of(line.getArguments());
        Services.by(ChargePointClient.CHARGEPOINT_ID, ChargePointClient.class, context).forEach((id, client) -> {
            if (words.contains(id) || !words.contains("-c") && !words.contains("--chargepoint")) {
                numbers.addAll(numbers(client));
            }
        });
        return new StringsCompleter(numbers).complete(session, line, candidates);
    }

    private static List<String> numbers(ChargePointClient client) {
        try {
            return client.deadLetters().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS).stream()
                .map(letter -> Long.toString(letter.number())).toList();
        } catch (ExecutionException | TimeoutException e) {
            // the command itself tells of it
            return List.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }
}
