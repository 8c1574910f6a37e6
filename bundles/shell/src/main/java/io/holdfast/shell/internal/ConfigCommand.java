package io.holdfast.shell.internal;

import io.holdfast.chargepoint.ChargePoint;
import io.holdfast.chargepoint.ConfigurationKey;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.apache.karaf.shell.support.table.ShellTable;

@Service
@Command(scope = "ocpp", name = "config", description = "Shows the OCPP configuration keys and who has set them, or forgets what the CSMS has set: ocpp:config reset MeterValueSampleInterval")
public final class ConfigCommand extends ClientCommand {
    private static final String RESET = "reset";

    @Argument(name = "key", description = "Only this key; or reset")
    String first;

    @Argument(index = 1, name = "key to reset", description = "The key whose value in the file, or else the built-in one, is to count again")
    String second;

    @Option(name = "-c", aliases = "--chargepoint", description = "Id of the charge point; may be left out if there is one only")
    @Completion(ChargePointCompleter.class)
    String id;

    @Override
    public Object execute() throws Exception {
        String name = client(id).settings().id();
        ChargePoint chargePoint = Services.by(ChargePoint.CHARGEPOINT_ID, ChargePoint.class, context).get(name);
        if (chargePoint == null) {
            throw new CommandException("the keys of " + name + " are not known; ocpp:why tells what is missing");
        }
        if (RESET.equals(first)) {
            if (second == null) {
                throw new CommandException("name the key to reset; ocpp:config shows those that the CSMS has set");
            }
            show(List.of(await(chargePoint.resetConfigurationKey(second))));
        } else if (second != null) {
            throw new CommandException(first + " is nothing to do with a key; only reset is");
        } else if (first == null) {
            show(chargePoint.configurationKeys());
        } else {
            SortedMap<String, ConfigurationKey> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            chargePoint.configurationKeys().forEach(key -> byName.put(key.name(), key));
            show(List.of(Services.one(first, "OCPP key", byName)));
        }
        return null;
    }

    private void show(List<ConfigurationKey> keys) {
        ShellTable table = new ShellTable();
        table.column("Key");
        table.column("Value");
        table.column("Set by");
        table.column("The CSMS may change it");
        table.emptyTableText("The keys are not known yet: the store is being read");
        keys.forEach(key -> table.addRow().addContent(key.name(), key.value(), switch (key.source()) {
            case BUILT_IN -> "";
            case FILE -> "file";
            case CSMS -> "CSMS";
        }, key.readOnly() ? "no" : "yes"));
        table.print(out());
    }
}
