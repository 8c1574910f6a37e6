package io.holdfast.shell.internal;

import io.holdfast.client.ChargePointClient;
import io.holdfast.client.RefusedConfiguration;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.runtime.ServiceComponentRuntime;

@Service
@Command(scope = "ocpp", name = "why", description = "Tells why a charge point is not online, when the next attempt comes and what to do; also of one that could not be started")
public final class WhyCommand extends ClientCommand {
    @Argument(name = "chargepoint", description = "Id of the charge point; default: all")
    @Completion(ChargePointCompleter.class)
    String id;

    @Reference
    ConfigurationAdmin configurations;

    @Reference
    ServiceComponentRuntime components;

    @Override
    public Object execute() throws Exception {
        SortedMap<String, String> reasons = reasons();
        if (id != null) {
            reasons = new TreeMap<>(Map.of(id, Services.one(id, "charge point", reasons)));
        }
        if (reasons.isEmpty()) {
            throw new CommandException("no charge point is configured; see etc/io.holdfast.chargepoint-*.cfg");
        }
        say(reasons.entrySet().stream().map(reason -> reason.getKey() + ": " + reason.getValue()).toList());
        return null;
    }

    /** By the charge point's id, also of those that are configured only. */
    private SortedMap<String, String> reasons() throws Exception {
        SortedMap<String, String> reasons = new TreeMap<>();
        Map<String, String> running = new TreeMap<>();
        for (ServiceReference<ChargePointClient> reference : Services.references(ChargePointClient.class, context)) {
            ChargePointClient client = context.getService(reference);
            if (client != null) {
                running.put(String.valueOf(reference.getProperty(Constants.SERVICE_PID)), client.settings().id());
                reasons.put(client.settings().id(), client.why());
                context.ungetService(reference);
            }
        }
        Map<String, String> refused = refused();
        Configuration[] configured = configurations.listConfigurations("(service.factoryPid=io.holdfast.chargepoint)");
        for (Configuration configuration : configured == null ? new Configuration[0] : configured) {
            String pid = configuration.getPid();
            if (!running.containsKey(pid)) {
                String name = nameOf(configuration);
                reasons.put(reasons.containsKey(name) ? pid : name, refused.containsKey(pid) ? "not there, since " + refused.get(pid)
                    : NotStarted.why(pid, context, components));
            } else if (refused.containsKey(pid)) {
                reasons.merge(running.get(pid), "It goes on with its old configuration, since " + refused.get(pid), (why, also) -> why + ". " + also);
            }
        }
        return reasons;
    }

    private static String nameOf(Configuration configuration) {
        return Stream.of("chargepoint.id", "identity").map(configuration.getProperties()::get)
            .filter(value -> value != null && !value.toString().isBlank()).map(Object::toString).findFirst().orElse(configuration.getPid());
    }

    /** What is wrong with a configuration, by its PID. */
    private Map<String, String> refused() {
        Map<String, String> refused = new TreeMap<>();
        for (ServiceReference<RefusedConfiguration> reference : Services.references(RefusedConfiguration.class, context)) {
            RefusedConfiguration wrong = context.getService(reference);
            if (wrong != null) {
                refused.put(wrong.pid(), wrong.pid() + " is wrong: " + wrong.why() + ". Correct it in etc/");
                context.ungetService(reference);
            }
        }
        return refused;
    }
}
