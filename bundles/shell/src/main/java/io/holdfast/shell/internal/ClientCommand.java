package io.holdfast.shell.internal;

import io.holdfast.client.ChargePointClient;
import java.io.PrintStream;
import java.util.SortedMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.console.Session;
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

    ChargePointClient client(String id) {
        return Services.one(id, "charge point", clients());
    }

    PrintStream out() {
        return session.getConsole();
    }

    /** Waits for the stage; what went wrong is the command's error, in its own words. */
    static <T> T await(CompletionStage<T> stage) throws Exception {
        try {
            return stage.toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        } catch (TimeoutException e) {
            throw new TimeoutException("not done within " + PATIENCE_SECONDS + " s; it may still happen, see ocpp:status");
        }
    }
}
