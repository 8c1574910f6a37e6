package io.holdfast.shell.internal;

import io.holdfast.charger.ChargerDriver;
import io.holdfast.charger.StationInfo;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.table.ShellTable;

@Service
@Command(scope = "charger", name = "list", description = "Lists the chargers of this gateway")
public final class ChargerListCommand extends ClientCommand {
    @Override
    public Object execute() {
        ShellTable table = new ShellTable();
        table.column("Charger");
        table.column("Vendor");
        table.column("Model");
        table.column("Serial");
        table.column("Firmware");
        table.column("Connectors");
        table.emptyTableText("No charger is configured; see etc/io.holdfast.charger.*.cfg");
        Services.by(ChargerDriver.CHARGER_ID, ChargerDriver.class, context).forEach((id, driver) -> {
            StationInfo station = driver.station();
            table.addRow().addContent(id, station.vendor(), station.model(), station.serial(), station.firmware(), station.connectors().size());
        });
        table.print(out());
        clients().values().forEach(client -> say(MissingChargers.of(client.settings(), context)));
        return null;
    }
}
