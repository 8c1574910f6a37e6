package io.holdfast.store.sqlite.internal;

import io.holdfast.store.ChargePointStore;
import io.holdfast.store.DeadLetter;
import io.holdfast.store.MessageKind;
import io.holdfast.store.OutboxEntry;
import io.holdfast.store.OutboxMessage;
import io.holdfast.store.OutboxSize;
import io.holdfast.store.RunningTransaction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/** One charge point's rows. Holds nothing itself. */
final class SqliteChargePointStore implements ChargePointStore {
    private static final String MESSAGE = "m.kind, m.transaction_name, m.subprotocol, m.action, m.payload";

    private final Writer writer;
    private final String chargePoint;

    SqliteChargePointStore(Writer writer, String chargePoint) {
        this.writer = writer;
        this.chargePoint = chargePoint;
    }

    @Override
    public CompletionStage<Long> append(OutboxMessage message, Optional<RunningTransaction> journal) {
        return writer.submit(database -> {
            if (journal.isPresent() && !message.transaction().equals(journal.map(RunningTransaction::transaction))) {
                throw new IllegalArgumentException("the journal entry is of another transaction than its message");
            }
            switch (message.kind()) {
                case START -> {
                    if (journal.isPresent()) {
                        begin(database, journal.get());
                    }
                }
                case METER -> {
                    if (journal.isPresent()) {
                        replace(database, journal.get());
                    }
                }
                case STOP -> database.update("DELETE FROM running_transaction WHERE charge_point = ? AND"
                    + " transaction_name = ?", chargePoint, message.transaction().orElseThrow());
            }
            return database.query(row -> row.getLong(1), """
                    INSERT INTO outbox (charge_point, kind, transaction_name, subprotocol, action, payload, payload_bytes)
                    VALUES (?1, ?2, ?3, ?4, ?5, ?6, octet_length(?6)) RETURNING number""",
                    chargePoint, message.kind().name(), message.transaction().orElse(null), message.subprotocol(),
                    message.action(), message.payload()).get(0);
        });
    }

    @Override
    public CompletionStage<Optional<OutboxEntry>> head() {
        return writer.submit(database -> database.query(
            row -> new OutboxEntry(row.getLong(6), message(row), row.getInt(7), optionalInt(row, 8)),
            "SELECT " + MESSAGE + """
            , m.number, m.attempts, t.id
            FROM outbox m LEFT JOIN transaction_id t
                ON t.charge_point = m.charge_point AND t.transaction_name = m.transaction_name
            WHERE m.charge_point = ? ORDER BY m.number LIMIT 1""", chargePoint).stream().findFirst());
    }

    @Override
    public CompletionStage<OutboxSize> outboxSize() {
        return writer.submit(database -> database.query(row -> new OutboxSize(row.getInt(1), row.getLong(2)),
            "SELECT count(*), ifnull(sum(payload_bytes), 0) FROM outbox WHERE charge_point = ?", chargePoint).get(0));
    }

    @Override
    public CompletionStage<Void> countAttempt(long number) {
        return write("UPDATE outbox SET attempts = attempts + 1 WHERE charge_point = ? AND number = ?", chargePoint, number);
    }

    @Override
    public CompletionStage<Void> acknowledge(long number, OptionalInt transactionId) {
        return writer.submit(database -> {
            if (transactionId.isPresent()) {
                database.update("""
                        INSERT OR REPLACE INTO transaction_id (charge_point, transaction_name, id)
                        SELECT charge_point, transaction_name, ? FROM outbox
                        WHERE charge_point = ? AND number = ? AND transaction_name IS NOT NULL""",
                        transactionId.getAsInt(), chargePoint, number);
            }
            return delete(database, number);
        });
    }

    @Override
    public CompletionStage<Void> bury(long number, String reason) {
        String buriedAt = Instant.now().toString();
        return writer.submit(database -> {
            database.update("""
                    INSERT INTO dead_letter (number, charge_point, kind, transaction_name, subprotocol, action, payload,
                        attempts, reason, buried_at)
                    SELECT number, charge_point, kind, transaction_name, subprotocol, action, payload, attempts, ?, ?
                    FROM outbox WHERE charge_point = ? AND number = ?""", reason, buriedAt, chargePoint, number);
            return delete(database, number);
        });
    }

    @Override
    public CompletionStage<List<DeadLetter>> deadLetters() {
        return writer.submit(database -> database.query(
            row -> new DeadLetter(row.getLong(6), message(row), row.getInt(7), row.getString(8), instant(row, 9)),
            "SELECT " + MESSAGE + ", m.number, m.attempts, m.reason, m.buried_at FROM dead_letter m"
            + " WHERE m.charge_point = ? ORDER BY m.number", chargePoint));
    }

    @Override
    public CompletionStage<List<RunningTransaction>> runningTransactions() {
        return writer.submit(database -> database.query(
            row -> new RunningTransaction(row.getString(1), row.getInt(2), row.getString(3), instant(row, 4),
                row.getLong(5), row.getLong(6), instant(row, 7)),
        """
        SELECT transaction_name, connector_id, id_tag, started_at, meter_start_wh, meter_wh, meter_at
        FROM running_transaction WHERE charge_point = ? ORDER BY rowid""", chargePoint));
    }

    @Override
    public CompletionStage<Void> journal(RunningTransaction transaction) {
        return writer.submit(database -> {
            replace(database, transaction);
            return null;
        });
    }

    @Override
    public CompletionStage<OptionalInt> transactionId(String transaction) {
        return writer.submit(database -> database.query(row -> optionalInt(row, 1),
            "SELECT id FROM transaction_id WHERE charge_point = ? AND transaction_name = ?", chargePoint, transaction)
            .stream().findFirst().orElse(OptionalInt.empty()));
    }

    @Override
    public CompletionStage<Map<String, String>> variables() {
        return writer.submit(database -> database.query(row -> Map.entry(row.getString(1), row.getString(2)),
            "SELECT name, value FROM variable WHERE charge_point = ?", chargePoint).stream()
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    @Override
    public CompletionStage<Void> putVariable(String name, String value) {
        return write("INSERT OR REPLACE INTO variable (charge_point, name, value) VALUES (?, ?, ?)", chargePoint, name, value);
    }

    @Override
    public CompletionStage<Void> removeVariable(String name) {
        return write("DELETE FROM variable WHERE charge_point = ? AND name = ?", chargePoint, name);
    }

    private CompletionStage<Void> write(String sql, Object... arguments) {
        return writer.submit(database -> {
            database.update(sql, arguments);
            return null;
        });
    }

    private Void delete(Database database, long number) throws SQLException {
        database.update("DELETE FROM outbox WHERE charge_point = ? AND number = ?", chargePoint, number);
        return null;
    }

    private void begin(Database database, RunningTransaction begun) throws SQLException {
        database.update("""
                INSERT OR REPLACE INTO running_transaction (charge_point, transaction_name, connector_id, id_tag,
                    started_at, meter_start_wh, meter_wh, meter_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)""",
                chargePoint, begun.transaction(), begun.connectorId(), begun.idTag(), begun.startedAt().toString(),
                begun.meterStartWh(), begun.meterWh(), begun.meterAt().toString());
    }

    private void replace(Database database, RunningTransaction running) throws SQLException {
        database.update("""
                UPDATE running_transaction SET connector_id = ?, id_tag = ?, started_at = ?, meter_start_wh = ?,
                    meter_wh = ?, meter_at = ? WHERE charge_point = ? AND transaction_name = ?""",
                running.connectorId(), running.idTag(), running.startedAt().toString(), running.meterStartWh(),
                running.meterWh(), running.meterAt().toString(), chargePoint, running.transaction());
    }

    private static OutboxMessage message(ResultSet row) throws SQLException {
        return new OutboxMessage(MessageKind.valueOf(row.getString(1)), Optional.ofNullable(row.getString(2)),
                row.getString(3), row.getString(4), row.getString(5));
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        return Instant.parse(row.getString(column));
    }

    private static OptionalInt optionalInt(ResultSet row, int column) throws SQLException {
        int value = row.getInt(column);
        return row.wasNull() ? OptionalInt.empty() : OptionalInt.of(value);
    }
}
