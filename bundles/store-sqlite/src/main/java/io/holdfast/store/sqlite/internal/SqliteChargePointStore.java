package io.holdfast.store.sqlite.internal;

import io.holdfast.store.ChargePointStore;
import io.holdfast.store.DeadLetter;
import io.holdfast.store.Dropped;
import io.holdfast.store.MessageKind;
import io.holdfast.store.OutboxEntry;
import io.holdfast.store.OutboxMessage;
import io.holdfast.store.OutboxSize;
import io.holdfast.store.RunningTransaction;
import io.holdfast.store.StartAnswer;
import io.holdfast.store.StoreListener;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/** One charge point's rows. Holds nothing itself. */
final class SqliteChargePointStore implements ChargePointStore {
    private static final String MESSAGE = "m.kind, m.transaction_name, m.subprotocol, m.action, m.payload, m.clock_since";

    private final Writer writer;
    private final Listeners listeners;
    private final String chargePoint;

    SqliteChargePointStore(Writer writer, Listeners listeners, String chargePoint) {
        this.writer = writer;
        this.listeners = listeners;
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
            return insert(database, message);
        });
    }

    private long insert(Database database, OutboxMessage message) throws SQLException {
        long number = database.query(row -> {
            database.bound().changed(chargePoint, row.getLong(2));
            return row.getLong(1);
        }, """
            INSERT INTO outbox (charge_point, kind, transaction_name, subprotocol, action, payload, payload_bytes, clock_since)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, octet_length(?6), ?7) RETURNING number, payload_bytes""",
            chargePoint, message.kind().name(), message.transaction().orElse(null), message.subprotocol(),
            message.action(), message.payload(), message.clockSince().map(Instant::toString).orElse(null)).get(0);
        database.bound().keep(database, chargePoint);
        return number;
    }

    @Override
    public CompletionStage<Optional<OutboxEntry>> head() {
        return writer.submit(database -> database.query(
            row -> new OutboxEntry(row.getLong(7), message(row), row.getInt(8), optionalInt(row, 9)),
            "SELECT " + MESSAGE + """
            , m.number, m.attempts, a.transaction_id
            FROM outbox m LEFT JOIN start_answer a
                ON a.charge_point = m.charge_point AND a.transaction_name = m.transaction_name
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
    public CompletionStage<Void> acknowledge(long number, Optional<StartAnswer> answer) {
        return writer.submit(database -> {
            if (answer.isPresent()) {
                database.update("""
                        INSERT OR REPLACE INTO start_answer (charge_point, transaction_name, transaction_id, status, parent_id_tag)
                        SELECT charge_point, transaction_name, ?, ?, ? FROM outbox
                        WHERE charge_point = ? AND number = ? AND transaction_name IS NOT NULL""",
                        answer.get().transactionId(), answer.get().status(), answer.get().parentIdTag().orElse(null), chargePoint, number);
            }
            Optional<Removed> removed = remove(database, "outbox", number);
            if (removed.isPresent()) {
                database.bound().changed(chargePoint, -removed.get().bytes());
                if (removed.get().kind() == MessageKind.STOP) {
                    forgetAnswer(database, removed.get().transaction());
                }
            }
            return null;
        });
    }

    @Override
    public CompletionStage<Void> bury(long number, String reason) {
        String buriedAt = Instant.now().toString();
        return writer.submit(database -> {
            database.update("""
                    INSERT INTO dead_letter (number, charge_point, kind, transaction_name, subprotocol, action, payload,
                        payload_bytes, clock_since, attempts, reason, buried_at)
                    SELECT number, charge_point, kind, transaction_name, subprotocol, action, payload, payload_bytes,
                        clock_since, attempts, ?, ?
                    FROM outbox WHERE charge_point = ? AND number = ?""", reason, buriedAt, chargePoint, number);
            remove(database, "outbox", number);
            return null;
        });
    }

    @Override
    public CompletionStage<List<DeadLetter>> deadLetters() {
        return writer.submit(database -> database.query(
            row -> new DeadLetter(row.getLong(7), message(row), row.getInt(8), row.getString(9), instant(row, 10)),
            "SELECT " + MESSAGE + ", m.number, m.attempts, m.reason, m.buried_at FROM dead_letter m"
            + " WHERE m.charge_point = ? ORDER BY m.number", chargePoint));
    }

    @Override
    public CompletionStage<Integer> deadLetterCount() {
        return writer.submit(database -> database.query(row -> row.getInt(1),
            "SELECT count(*) FROM dead_letter WHERE charge_point = ?", chargePoint).get(0));
    }

    @Override
    public CompletionStage<Integer> requeue(Set<Long> numbers) {
        return writer.submit(database -> {
            int requeued = 0;
            for (long number : numbers) {
                requeued += database.update("""
                    INSERT INTO outbox (number, charge_point, kind, transaction_name, subprotocol, action, payload,
                        payload_bytes, clock_since)
                    SELECT number, charge_point, kind, transaction_name, subprotocol, action, payload, payload_bytes, clock_since
                    FROM dead_letter WHERE charge_point = ? AND number = ?""", chargePoint, number);
                remove(database, "dead_letter", number);
            }
            return requeued;
        });
    }

    @Override
    public CompletionStage<Integer> discard(Set<Long> numbers) {
        return writer.submit(database -> {
            int discarded = 0;
            for (long number : numbers) {
                Optional<Removed> removed = remove(database, "dead_letter", number);
                if (removed.isPresent()) {
                    database.bound().changed(chargePoint, -removed.get().bytes());
                    discarded++;
                }
            }
            return discarded;
        });
    }

    @Override
    public CompletionStage<List<Dropped>> dropped() {
        return writer.submit(database -> database.query(OutboxBound::dropped,
            "SELECT transaction_name, messages, bytes, first_at, last_at FROM dropped WHERE charge_point = ?"
            + " ORDER BY first_at, last_at", chargePoint));
    }

    @Override
    public Runnable listen(StoreListener listener) {
        return listeners.add(chargePoint, listener);
    }

    @Override
    public CompletionStage<List<RunningTransaction>> runningTransactions() {
        return writer.submit(database -> database.query(
            row -> new RunningTransaction(row.getString(1), row.getInt(2), row.getString(3), instant(row, 4),
                row.getLong(5), row.getLong(6), instant(row, 7), optional(row, 8), row.getBoolean(9),
                stop(optional(row, 10), optional(row, 11))),
        """
        SELECT transaction_name, connector_id, id_tag, started_at, meter_start_wh, meter_wh, meter_at, parent_id_tag,
            supply_withheld, stop_reason, stop_id_tag
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
    public CompletionStage<Optional<StartAnswer>> startAnswer(String transaction) {
        return writer.submit(database -> database.query(row -> new StartAnswer(row.getInt(1), row.getString(2), optional(row, 3)),
            "SELECT transaction_id, status, parent_id_tag FROM start_answer WHERE charge_point = ? AND transaction_name = ?",
            chargePoint, transaction).stream().findFirst());
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

    private record Removed(MessageKind kind, Optional<String> transaction, long bytes) { }

    private Optional<Removed> remove(Database database, String table, long number) throws SQLException {
        return database.query(row -> new Removed(MessageKind.valueOf(row.getString(1)), Optional.ofNullable(row.getString(2)),
            row.getLong(3)), "DELETE FROM " + table + " WHERE charge_point = ? AND number = ?"
            + " RETURNING kind, transaction_name, payload_bytes", chargePoint, number).stream().findFirst();
    }

    /** What a dead letter keeps from being forgotten here is forgotten when the file is opened without it. */
    private void forgetAnswer(Database database, Optional<String> transaction) throws SQLException {
        database.update("""
                DELETE FROM start_answer WHERE charge_point = ?1 AND transaction_name = ?2
                    AND NOT EXISTS (SELECT 1 FROM outbox WHERE charge_point = ?1 AND transaction_name = ?2)
                    AND NOT EXISTS (SELECT 1 FROM dead_letter WHERE charge_point = ?1 AND transaction_name = ?2)""",
                chargePoint, transaction.orElseThrow());
    }

    private void begin(Database database, RunningTransaction begun) throws SQLException {
        database.update("""
                INSERT OR REPLACE INTO running_transaction (charge_point, transaction_name, connector_id, id_tag,
                    started_at, meter_start_wh, meter_wh, meter_at, parent_id_tag, supply_withheld, stop_reason, stop_id_tag)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                chargePoint, begun.transaction(), begun.connectorId(), begun.idTag(), begun.startedAt().toString(),
                begun.meterStartWh(), begun.meterWh(), begun.meterAt().toString(), begun.parentIdTag().orElse(null),
                begun.supplyWithheld(), stopReason(begun), stopIdTag(begun));
    }

    private void replace(Database database, RunningTransaction running) throws SQLException {
        database.update("""
                UPDATE running_transaction SET connector_id = ?, id_tag = ?, started_at = ?, meter_start_wh = ?,
                    meter_wh = ?, meter_at = ?, parent_id_tag = ?, supply_withheld = ?, stop_reason = ?, stop_id_tag = ?
                WHERE charge_point = ? AND transaction_name = ?""",
                running.connectorId(), running.idTag(), running.startedAt().toString(), running.meterStartWh(),
                running.meterWh(), running.meterAt().toString(), running.parentIdTag().orElse(null), running.supplyWithheld(),
                stopReason(running), stopIdTag(running), chargePoint, running.transaction());
    }

    private static Optional<RunningTransaction.Stop> stop(Optional<String> reason, Optional<String> idTag) {
        return reason.map(known -> new RunningTransaction.Stop(known, idTag));
    }

    private static String stopReason(RunningTransaction running) {
        return running.stop().map(RunningTransaction.Stop::reason).orElse(null);
    }

    private static String stopIdTag(RunningTransaction running) {
        return running.stop().flatMap(RunningTransaction.Stop::idTag).orElse(null);
    }

    private static OutboxMessage message(ResultSet row) throws SQLException {
        return new OutboxMessage(MessageKind.valueOf(row.getString(1)), Optional.ofNullable(row.getString(2)),
                row.getString(3), row.getString(4), row.getString(5), optional(row, 6).map(Instant::parse));
    }

    private static Optional<String> optional(ResultSet row, int column) throws SQLException {
        return Optional.ofNullable(row.getString(column));
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        return Instant.parse(row.getString(column));
    }

    private static OptionalInt optionalInt(ResultSet row, int column) throws SQLException {
        int value = row.getInt(column);
        return row.wasNull() ? OptionalInt.empty() : OptionalInt.of(value);
    }
}
