package io.holdfast.shell.internal;

import io.holdfast.chargepoint.ChargePoint;
import io.holdfast.chargepoint.ConfigurationKey;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.osgi.framework.BundleContext;

/** Completes what follows a key in {@code ocpp:config}: true or false, or the present value to change; after reset a key. */
@Service
public final class ConfigValueCompleter implements Completer {
    private static final Set<String> FLAG = Set.of("true", "false");

    @Reference
    BundleContext context;

    @Override
    public int complete(Session session, CommandLine line, List<String> candidates) {
        String before = line.getCursorArgumentIndex() > 0 ? line.getArguments()[line.getCursorArgumentIndex() - 1] : "";
        List<ConfigurationKey> keys = Services.by(ChargePoint.CHARGEPOINT_ID, ChargePoint.class, context).values().stream()
            .flatMap(chargePoint -> chargePoint.configurationKeys().stream()).toList();
        Stream<String> words = before.equals(ConfigCommand.RESET) ? keys.stream().map(ConfigurationKey::name)
            : keys.stream().filter(key -> key.name().equalsIgnoreCase(before) && !key.readOnly()).map(ConfigurationKey::value)
                .flatMap(value -> FLAG.contains(value) ? FLAG.stream() : Stream.of(value));
        return new StringsCompleter(words.distinct().sorted().toList(), false).complete(session, line, candidates);
    }
}
