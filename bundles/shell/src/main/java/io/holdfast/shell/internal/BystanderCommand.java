package io.holdfast.shell.internal;

import io.holdfast.charger.Bystander;
import io.holdfast.charger.ChargerDriver;
import io.holdfast.charger.ConnectorInfo;
import java.util.List;
import java.util.SortedMap;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.support.CommandException;
import org.osgi.framework.BundleContext;

/** What a person does at a simulated charger. */
abstract class BystanderCommand implements Action {
    @Argument(name = "charger", description = "Id of the charger", required = true)
    @Completion(ChargerCompleter.class)
    String charger;

    @Option(name = "-n", aliases = "--connector", description = "Connector of the charger, from 1")
    @Completion(ChargerConnectorCompleter.class)
    int connector = 1;

    @Reference
    BundleContext context;

    @Override
    public final Object execute() throws CommandException {
        SortedMap<String, ChargerDriver> chargers = Services.by(ChargerDriver.CHARGER_ID, ChargerDriver.class, context);
        ChargerDriver driver = Services.one(charger, "charger", chargers);
        List<Integer> connectors = driver.station().connectors().stream().map(ConnectorInfo::number).toList();
        if (!connectors.contains(connector)) {
            throw new CommandException("charger " + charger + " has no connector " + connector + "; it has " + Words.list(connectors));
        }
        act(driver.capability(connector, Bystander.class).orElseThrow(() -> new CommandException(
            "charger " + charger + " can't be handled from here: only a simulated one can")));
        return null;
    }

    abstract void act(Bystander bystander) throws CommandException;
}
