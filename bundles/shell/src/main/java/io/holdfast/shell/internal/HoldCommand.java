package io.holdfast.shell.internal;

import java.time.Duration;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;

@Service
@Command(scope = "ocpp", name = "hold", description = "Closes a charge point's connection and stays away for a time, then connects by itself; charging goes on offline")
public final class HoldCommand extends ClientCommand {
    @Argument(name = "chargepoint", description = "Id of the charge point; may be left out if there is one only")
    @Completion(ChargePointCompleter.class)
    String id;

    @Option(name = "-s", aliases = "--seconds", description = "For how many seconds; default: until ocpp:connect")
    Integer seconds;

    @Override
    public Object execute() throws Exception {
        if (seconds != null && seconds < 1) {
            throw new CommandException("--seconds " + seconds + " is not 1 or more");
        }
        if (id != null && id.matches("\\d+") && !clients().containsKey(id)) {
            throw new CommandException("there is no charge point " + id + "; for " + id + " seconds: ocpp:hold -s " + id);
        }
        await(client(id).hold(Optional.ofNullable(seconds).map(Duration::ofSeconds)));
        out().println("Held off " + (seconds == null ? "until ocpp:connect" : "for " + Words.duration(Duration.ofSeconds(seconds)) + "; ocpp:connect ends it"));
        return null;
    }
}
