package io.holdfast.shell.internal;

import io.holdfast.client.ChargePointClient;
import io.holdfast.transport.Transport;
import java.io.IOException;
import java.util.Comparator;
import java.util.Dictionary;
import java.util.List;
import java.util.SortedMap;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.apache.karaf.shell.support.table.ShellTable;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

@Service
@Command(scope = "ocpp", name = "transport", description = "Lists the transports, the preferred one first, or moves charge points to one while they go on charging. The choice is kept in the configuration as transport.target")
public final class TransportCommand extends ClientCommand {
    /** Where a charge point has no preference, and gets the transport with the highest ranking. */
    static final String ANY = "any";
    private static final String NONE = "no transport is there; start the bundle io.holdfast.transport.vertx or io.holdfast.transport.jdk, or install its feature";

    @Argument(name = "transport", description = "Name of the transport to use from now on; any: the one with the highest ranking. Default: list them")
    @Completion(TransportCompleter.class)
    String name;

    @Option(name = "-c", aliases = "--chargepoint", description = "Only this charge point; default: all")
    @Completion(ChargePointCompleter.class)
    String id;

    @Reference
    ConfigurationAdmin configurations;

    @Override
    public Object execute() throws IOException, CommandException {
        if (name == null) {
            list();
            return null;
        }
        if (!ANY.equals(name)) {
            SortedMap<String, Transport> transports = Services.by(Transport.NAME, Transport.class, context);
            if (transports.isEmpty()) {
                throw new CommandException(NONE);
            }
            Services.one(name, "transport", transports);
        }
        // refuses an id that is not there, and a gateway without a charge point
        allOr(id);
        for (ServiceReference<ChargePointClient> client : Services.references(ChargePointClient.class, context)) {
            if (id == null || id.equals(client.getProperty(ChargePointClient.CHARGEPOINT_ID))) {
                prefer(client);
            }
        }
        return null;
    }

    private void prefer(ServiceReference<ChargePointClient> client) throws IOException {
        Configuration configuration = configurations.getConfiguration((String) client.getProperty(Constants.SERVICE_PID), null);
        Dictionary<String, Object> properties = configuration.getProperties();
        if (ANY.equals(name)) {
            properties.remove("transport.target");
        } else {
            properties.put("transport.target", "(" + Transport.NAME + "=" + name + ")");
        }
        configuration.update(properties);
        out().println(client.getProperty(ChargePointClient.CHARGEPOINT_ID) + " goes to " + (ANY.equals(name) ? "the transport with the highest ranking" : "transport " + name)
            + "; see ocpp:status");
    }

    private void list() {
        ShellTable table = new ShellTable();
        table.column("Transport");
        table.column("Ranking");
        table.column("Bundle");
        table.emptyTableText(NONE);
        List<ServiceReference<Transport>> transports = Services.references(Transport.class, context);
        transports.sort(Comparator.reverseOrder());
        for (ServiceReference<Transport> transport : transports) {
            Object ranking = transport.getProperty(Constants.SERVICE_RANKING);
            table.addRow().addContent(transport.getProperty(Transport.NAME), ranking == null ? 0 : ranking,
                transport.getBundle().getSymbolicName());
        }
        table.print(out());
    }
}
