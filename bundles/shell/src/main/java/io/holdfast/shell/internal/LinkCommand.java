package io.holdfast.shell.internal;

import io.holdfast.client.ChargePointClient;
import java.util.Collection;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.apache.karaf.shell.support.completers.StringsCompleter;

@Service
@Command(scope = "ocpp", name = "link", description = "Tells charge points of the gateway's network: up dials at once where a wait is running, down dials no more; connections stay")
public final class LinkCommand extends ClientCommand {
    private static final String UP = "up";
    private static final String DOWN = "down";

    @Argument(name = "link", description = "up or down", required = true)
    @Completion(value = StringsCompleter.class, values = {UP, DOWN})
    String link;

    @Option(name = "-c", aliases = "--chargepoint", description = "Only this charge point; default: all")
    @Completion(ChargePointCompleter.class)
    String id;

    @Override
    public Object execute() throws Exception {
        if (!UP.equals(link) && !DOWN.equals(link)) {
            throw new CommandException(link + " is no state of a link; allowed are up and down");
        }
        Collection<ChargePointClient> told = allOr(id);
        for (ChargePointClient client : told) {
            await(client.link(UP.equals(link)));
        }
        out().println("Told to " + told.size() + (told.size() == 1 ? " charge point" : " charge points"));
        return null;
    }
}
