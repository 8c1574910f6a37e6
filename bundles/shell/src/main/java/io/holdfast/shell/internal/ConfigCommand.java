package io.holdfast.shell.internal;

import io.holdfast.chargepoint.ChargePoint;
import io.holdfast.chargepoint.ConfigurationKey;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.apache.karaf.shell.support.table.ShellTable;

@Service
@Command(scope = "ocpp", name = "config", description = "Shows the OCPP configuration keys and who has set them; sets one as the CSMS would: ocpp:config HeartbeatInterval 60; forgets what was set so: ocpp:config reset HeartbeatInterval")
public final class ConfigCommand extends ClientCommand {
    static final String RESET = "reset";

    private static final String NOT_YET = "the keys are not known yet: the store is being read";

    @Argument(name = "key", description = "Only this key; or reset")
    @Completion(ConfigWordCompleter.class)
    String first;

    @Argument(index = 1, name = "value", description = "Value to set, stored at once and winning over the file; after reset: the key whose value in the file, or else the built-in one, is to count again")
    @Completion(ConfigValueCompleter.class)
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
        if (first == null) {
            show(chargePoint.configurationKeys());
        } else if (!RESET.equals(first)) {
            ConfigurationKey key = key(first, chargePoint);
            show(List.of(second == null ? key : await(chargePoint.changeConfigurationKey(key.name(), second))));
        } else if (second == null) {
            throw new CommandException("name the key to reset; ocpp:config shows those that were set");
        } else {
            show(List.of(await(chargePoint.resetConfigurationKey(key(second, chargePoint).name()))));
        }
        return null;
    }

    private static ConfigurationKey key(String name, ChargePoint chargePoint) throws CommandException {
        List<ConfigurationKey> keys = chargePoint.configurationKeys();
        if (keys.isEmpty()) {
            throw new CommandException(NOT_YET);
        }
        return keys.stream().filter(key -> key.name().equalsIgnoreCase(name)).findFirst().orElseThrow(() -> new CommandException(
            "there is no OCPP key " + name + "; there are " + keys.stream().map(ConfigurationKey::name).collect(Collectors.joining(", "))
            + ". Anything else is set in etc/io.holdfast.chargepoint-*.cfg"));
    }

    private void show(List<ConfigurationKey> keys) {
        ShellTable table = new ShellTable();
        table.column("Key");
        table.column("Value");
        table.column("Set by");
        table.column("May be changed");
        table.emptyTableText(NOT_YET);
        keys.forEach(key -> table.addRow().addContent(key.name(), key.value(), switch (key.source()) {
            case BUILT_IN -> "";
            case FILE -> "file";
            case CSMS -> "CSMS or ocpp:config";
        }, key.readOnly() ? "no" : "yes"));
        table.print(out());
    }
}
