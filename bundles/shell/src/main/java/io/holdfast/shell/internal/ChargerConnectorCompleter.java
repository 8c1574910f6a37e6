package io.holdfast.shell.internal;

import io.holdfast.charger.ChargerDriver;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.osgi.framework.BundleContext;

/** Completes the number of a charger's connector; of any, since options go before the charger. */
@Service
public final class ChargerConnectorCompleter implements Completer {
    @Reference
    BundleContext context;

    @Override
    public int complete(Session session, CommandLine line, List<String> candidates) {
        return new StringsCompleter(Services.by(ChargerDriver.CHARGER_ID, ChargerDriver.class, context).values().stream()
            .flatMap(charger -> charger.station().connectors().stream()).map(connector -> Integer.toString(connector.number()))
            .collect(Collectors.toCollection(TreeSet::new))).complete(session, line, candidates);
    }
}
