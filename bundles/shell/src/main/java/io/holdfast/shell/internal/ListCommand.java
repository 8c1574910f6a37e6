package io.holdfast.shell.internal;

import io.holdfast.client.ClientStatus;
import io.holdfast.store.OutboxSize;
import java.time.Instant;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.table.ShellTable;

@Service
@Command(scope = "ocpp", name = "list", description = "Lists the charge points of this gateway")
public final class ListCommand extends ClientCommand {
    @Override
    public Object execute() {
        ShellTable table = new ShellTable();
        table.column("Charge point");
        table.column("Identity");
        table.column("State");
        table.column("For");
        table.column("CSMS");
        table.column("Transport");
        table.column("Waiting messages");
        table.column("Given up");
        table.emptyTableText("There is no charge point; ocpp:why tells why of one that is configured");
        Instant now = Instant.now();
        clients().forEach((id, client) -> {
            ClientStatus status = client.status();
            table.addRow().addContent(id, client.settings().identity(), status.connection().state(),
                Words.ago(status.connection().since(), now), Words.url(status.connection().endpoint()),
                status.connection().transport().orElse("none"), status.outbox().map(OutboxSize::messages).map(Object::toString).orElse("?"),
                status.deadLetters().isPresent() ? status.deadLetters().getAsInt() : "?");
        });
        table.print(out());
        return null;
    }
}
