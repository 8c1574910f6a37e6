package io.holdfast.shell.internal;

import io.holdfast.chargepoint.ChargePoint;
import io.holdfast.chargepoint.ConnectorView;
import io.holdfast.chargepoint.TransactionView;
import io.holdfast.client.ChargePointClient;
import io.holdfast.client.ClientStatus;
import io.holdfast.reconnect.ReconnectStatus;
import io.holdfast.session.Mishap;
import io.holdfast.session.SessionStatus;
import java.time.Instant;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.apache.karaf.shell.support.table.ShellTable;

@Service
@Command(scope = "ocpp", name = "status", description = "Shows what is known of a charge point: connection, session, outbox, connectors")
public final class StatusCommand extends ClientCommand {
    @Argument(name = "chargepoint", description = "Id of the charge point; may be left out if there is one only")
    @Completion(ChargePointCompleter.class)
    String id;

    @Override
    public Object execute() throws CommandException {
        ChargePointClient client = client(id);
        ClientStatus status = client.status();
        Instant now = Instant.now();
        ShellTable table = new ShellTable().noHeaders();
        table.column("what");
        table.column("value");
        connection(table, client, status.connection(), now);
        session(table, status.session(), now);
        row(table, "Waiting messages", status.outbox().map(size -> size.messages() + " (" + size.bytes() + " bytes)").orElse("the store can't be read"));
        status.deadLetters().ifPresent(messages -> row(table, "Given up messages", messages + (messages == 0 ? "" : "; ocpp:dead-letters lists them")));
        table.print(out());
        SortedMap<String, ChargePoint> chargePoints = Services.by(ChargePoint.CHARGEPOINT_ID, ChargePoint.class, context);
        ChargePoint chargePoint = chargePoints.get(client.settings().id());
        if (chargePoint != null) {
            out().println();
            connectors(chargePoint, now).print(out());
        }
        say(MissingChargers.of(client.settings(), context));
        return null;
    }

    private static void connection(ShellTable table, ChargePointClient client, ReconnectStatus connection, Instant now) {
        row(table, "Charge point", client.settings().id());
        row(table, "Identity", client.settings().identity());
        row(table, "State", connection.state() + " for " + Words.ago(connection.since(), now));
        connection.offlineSince().ifPresent(since -> row(table, "Not online for", Words.ago(since, now) + "; ocpp:why tells why"));
        connection.nextAttempt().ifPresent(next -> row(table, "Next attempt", "in " + Words.ago(now, next)));
        row(table, "CSMS", Words.url(connection.endpoint()));
        row(table, "Transport", connection.transport().orElse("none"));
        metrics(table, connection.metrics());
    }

    private static void metrics(ShellTable table, ReconnectStatus.Metrics metrics) {
        row(table, "Attempts", metrics.attempts() + ", of which " + metrics.connections() + " connected");
        if (!metrics.failures().isEmpty()) {
            row(table, "Failures", new TreeMap<>(metrics.failures()).entrySet().stream().map(failed -> failed.getValue() + " " + failed.getKey())
                .collect(Collectors.joining(", ")));
        }
        row(table, "Connected", metrics.connectedNow().map(now -> Words.duration(now) + " now, ").orElse("") + Words.duration(metrics.connectedTotal()) + " in all");
        metrics.lastFailure().ifPresent(failure -> row(table, "Last failure", failure));
        metrics.lastClose().ifPresent(close -> row(table, "Last close", close));
        metrics.lastReconnect().ifPresent(took -> row(table, "Last reconnect took", Words.duration(took)));
        metrics.lastTimeToOnline().ifPresent(took -> row(table, "Last time to online", Words.duration(took)));
    }

    private static void session(ShellTable table, SessionStatus session, Instant now) {
        row(table, "Registration", session.registration().map(Object::toString).orElse("BootNotification is owed"));
        session.nextBootNotification().ifPresent(next -> row(table, "Next BootNotification", "in " + Words.ago(now, next)));
        session.subprotocol().ifPresent(subprotocol -> row(table, "Subprotocol", subprotocol));
        session.outstanding().ifPresent(action -> row(table, "Waiting for the answer to", action));
        session.lastHeartbeat().ifPresent(at -> row(table, "Last heartbeat", Words.ago(at, now) + " ago"));
        session.clockOffset().ifPresent(offset -> row(table, "Clock of the CSMS", Words.offset(offset)));
        row(table, "CALLs", session.counters().callsSent() + " sent, " + session.counters().callsReceived() + " received");
        session.counters().mishaps().forEach((mishap, times) -> row(table, words(mishap), times));
    }

    private static String words(Mishap mishap) {
        String words = mishap.name().replace('_', ' ');
        return words.charAt(0) + words.substring(1).toLowerCase(Locale.ROOT);
    }

    private static ShellTable connectors(ChargePoint chargePoint, Instant now) {
        ShellTable table = new ShellTable();
        table.column("Connector");
        table.column("Charger");
        table.column("Status");
        table.column("For");
        table.column("Error");
        table.column("Transaction");
        table.column("idTag");
        table.column("Energy");
        table.emptyTableText("The connectors are not known yet");
        for (ConnectorView connector : chargePoint.connectors()) {
            table.addRow().addContent(connector.id(), connector.chargerId().orElse(""), connector.status().ocppName(),
                Words.ago(connector.since(), now), error(connector),
                connector.transaction().map(StatusCommand::transactionId).orElse(""),
                connector.transaction().map(TransactionView::idTag).orElse(""),
                connector.transaction().map(t -> t.meterWh() - t.meterStartWh() + " Wh").orElse(""));
        }
        return table;
    }

    private static String error(ConnectorView connector) {
        String error = "NoError".equals(connector.errorCode()) ? "" : connector.errorCode();
        return (error + " " + connector.info()).strip();
    }

    private static String transactionId(TransactionView transaction) {
        return transaction.transactionId().isPresent() ? Integer.toString(transaction.transactionId().getAsInt()) : "not told yet";
    }

    private static void row(ShellTable table, String what, Object value) {
        table.addRow().addContent(what, value);
    }
}
