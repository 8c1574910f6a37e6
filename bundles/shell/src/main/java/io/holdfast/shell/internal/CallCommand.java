package io.holdfast.shell.internal;

import io.holdfast.session.Outcome;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;

@Service
@Command(scope = "ocpp", name = "call", description = "Sends a CALL to the CSMS and prints the answer, for example: ocpp:call CP-0815 DataTransfer '{\"vendorId\":\"me\"}'")
public final class CallCommand extends ClientCommand {
    @Argument(name = "chargepoint", description = "Id of the charge point", required = true)
    @Completion(ChargePointCompleter.class)
    String id;

    @Argument(index = 1, name = "action", description = "OCPP action", required = true)
    @Completion(ActionCompleter.class)
    String action;

    @Argument(index = 2, name = "payload", description = "Payload as JSON, in single quotes")
    String payload = "{}";

    @Override
    public Object execute() throws Exception {
        Outcome<String> outcome = await(client(id).call(action, payload));
        if (outcome instanceof Outcome.Answered<String> answered) {
            out().println(answered.response());
        } else {
            out().println(outcome.getClass().getSimpleName() + ": " + outcome.inWords());
        }
        return null;
    }
}
