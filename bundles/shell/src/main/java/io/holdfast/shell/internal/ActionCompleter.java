package io.holdfast.shell.internal;

import io.holdfast.client.ChargePointClient;
import java.util.List;
import java.util.TreeSet;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.osgi.framework.BundleContext;

/** Completes the OCPP actions that a charge point may send. */
@Service
public final class ActionCompleter implements Completer {
    @Reference
    BundleContext context;

    @Override
    public int complete(Session session, CommandLine line, List<String> candidates) {
        TreeSet<String> actions = new TreeSet<>();
        Services.by(ChargePointClient.CHARGEPOINT_ID, ChargePointClient.class, context).values()
            .forEach(client -> actions.addAll(client.actions()));
        return new StringsCompleter(actions).complete(session, line, candidates);
    }
}
