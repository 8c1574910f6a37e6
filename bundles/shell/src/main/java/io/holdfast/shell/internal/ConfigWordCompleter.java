package io.holdfast.shell.internal;

import io.holdfast.chargepoint.ChargePoint;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.osgi.framework.BundleContext;

/** Completes what {@code ocpp:config} begins with: an OCPP key, or reset. */
@Service
public final class ConfigWordCompleter implements Completer {
    @Reference
    BundleContext context;

    @Override
    public int complete(Session session, CommandLine line, List<String> candidates) {
        Set<String> words = new TreeSet<>(Set.of(ConfigCommand.RESET));
        Services.by(ChargePoint.CHARGEPOINT_ID, ChargePoint.class, context).values()
            .forEach(chargePoint -> chargePoint.configurationKeys().forEach(key -> words.add(key.name())));
        return new StringsCompleter(words, false).complete(session, line, candidates);
    }
}
