package io.holdfast.shell.internal;

import io.holdfast.client.ChargePointClient;
import io.holdfast.reconnect.ConnectOutcome;
import java.net.URI;
import java.net.URISyntaxException;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;

@Service
@Command(scope = "ocpp", name = "connect", description = "Connects a charge point now, and keeps it connected")
public final class ConnectCommand extends ClientCommand {
    @Argument(name = "chargepoint", description = "Id of the charge point; may be left out if there is one only")
    @Completion(ChargePointCompleter.class)
    String id;

    @Argument(index = 1, name = "url", description = "Address of another CSMS without the identity, ws://… or wss://…, until the configuration changes")
    String url;

    @Override
    public Object execute() throws Exception {
        if (url == null && id != null && id.contains("://")) {
            url = id;
            id = null;
        }
        ChargePointClient client = client(id);
        ConnectOutcome outcome = await(url == null ? client.connect() : client.connect(address()));
        if (outcome instanceof ConnectOutcome.Connected connected) {
            out().println("Connected to " + Words.url(connected.endpoint()));
        } else if (outcome instanceof ConnectOutcome.Failed failed) {
            out().println("Not connected: " + failed.failure() + ". Further attempts follow, see ocpp:why");
        } else if (outcome instanceof ConnectOutcome.GivenUp givenUp) {
            out().println("Not connected: " + givenUp.why());
        }
        return null;
    }

    private URI address() throws CommandException {
        try {
            return new URI(url);
        } catch (URISyntaxException e) {
            throw new CommandException(url + " is no address: " + e.getReason(), e);
        }
    }
}
