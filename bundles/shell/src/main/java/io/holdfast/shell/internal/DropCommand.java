package io.holdfast.shell.internal;

import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;

@Service
@Command(scope = "ocpp", name = "drop", description = "Drops a charge point's socket as a broken network would; it reconnects by itself")
public final class DropCommand extends ClientCommand {
    @Argument(name = "chargepoint", description = "Id of the charge point; may be left out if there is one only")
    @Completion(ChargePointCompleter.class)
    String id;

    @Override
    public Object execute() throws Exception {
        await(client(id).drop());
        out().println("Dropped; ocpp:timeline shows what follows");
        return null;
    }
}
