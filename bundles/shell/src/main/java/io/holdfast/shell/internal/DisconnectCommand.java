package io.holdfast.shell.internal;

import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;

@Service
@Command(scope = "ocpp", name = "disconnect", description = "Closes a charge point's connection and stays away until ocpp:connect; charging goes on offline")
public final class DisconnectCommand extends ClientCommand {
    @Argument(name = "chargepoint", description = "Id of the charge point; may be left out if there is one only")
    @Completion(ChargePointCompleter.class)
    String id;

    @Override
    public Object execute() throws Exception {
        await(client(id).disconnect());
        out().println("Disconnected; ocpp:connect connects again");
        return null;
    }
}
