package io.holdfast.shell.internal;

import io.holdfast.client.ChargePointClient;
import io.holdfast.session.PayloadException;
import io.holdfast.store.StoreException;
import java.io.PrintStream;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.api.console.Terminal;
import org.apache.karaf.shell.support.CommandException;
import org.osgi.framework.BundleContext;

/** What the commands about charge points share. */
abstract class ClientCommand implements Action {
    /** Longer than a connection attempt may take. */
    private static final long PATIENCE_SECONDS = 60;

    @Reference
    BundleContext context;

    @Reference
    Session session;

    SortedMap<String, ChargePointClient> clients() {
        return Services.by(ChargePointClient.CHARGEPOINT_ID, ChargePointClient.class, context);
    }

    ChargePointClient client(String id) throws CommandException {
        SortedMap<String, ChargePointClient> clients = clients();
        if (clients.isEmpty()) {
            throw new CommandException("there is no charge point; ocpp:why tells why of one that is configured");
        }
        return Services.one(id, "charge point", clients);
    }

    /** The one that is named; with no id, all that are there, at least one. */
    Collection<ChargePointClient> allOr(String id) throws CommandException {
        SortedMap<String, ChargePointClient> clients = clients();
        return id == null && !clients.isEmpty() ? clients.values() : List.of(client(id));
    }

    /** Each sentence in a paragraph of its own. */
    void say(Collection<String> sentences) {
        Terminal terminal = session.getTerminal();
        sentences.forEach(sentence -> out().println(Words.wrapped(sentence, terminal == null ? 0 : terminal.getWidth())));
    }

    PrintStream out() {
        return session.getConsole();
    }

    /**
     * Waits for the stage. What is refused is told in its own words; of a {@link CommandException} Karaf shows the message and
     * logs nothing, anything else it logs with its stack trace as what it then is, a defect.
     */
    static <T> T await(CompletionStage<T> stage) throws CommandException, ExecutionException, InterruptedException {
        try {
            return stage.toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof PayloadException || cause instanceof StoreException || cause instanceof IllegalArgumentException
                    || cause instanceof IllegalStateException) {
                throw new CommandException(cause.getMessage(), cause);
            }
            throw e;
        } catch (TimeoutException e) {
            throw new CommandException("not done within " + PATIENCE_SECONDS + " s; it may still happen, see ocpp:status");
        }
    }
}
