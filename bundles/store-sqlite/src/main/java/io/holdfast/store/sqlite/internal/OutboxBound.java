package io.holdfast.store.sqlite.internal;

import io.holdfast.store.Dropped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps the payloads of a charge point's outbox and dead letters within the bound, by the rule of
 * {@link io.holdfast.store.ChargePointStore#append}: OCPP 1.6 leaves the order open, OCPP 2.0.1 has the 1st, 3rd, 5th …
 * intermediate message dropped, never the first or the last of a transaction. On the writer's thread.
 */
final class OutboxBound {
    /** Records of dropped messages by charge point; some 100 bytes each. */
    static final int RECORDS = 200;

    /** Neither reads a payload: the indexes hold all of it. */
    private static final String DEAD_METERS = """
        SELECT number, transaction_name, payload_bytes FROM (
            SELECT number, transaction_name, payload_bytes, sum(payload_bytes) OVER (ORDER BY number) - payload_bytes AS before
            FROM dead_letter WHERE charge_point = ? AND kind = 'METER')
        WHERE before < ? ORDER BY number""";
    private static final String EVERY_OTHER_METER = """
        SELECT number, transaction_name, payload_bytes FROM (
            SELECT number, transaction_name, payload_bytes, sum(payload_bytes) OVER (ORDER BY number) - payload_bytes AS before
            FROM (
                SELECT number, transaction_name, payload_bytes,
                    row_number() OVER (PARTITION BY transaction_name ORDER BY number) AS place
                FROM outbox WHERE charge_point = ?1 AND kind = 'METER'
                    AND number > (SELECT min(number) FROM outbox WHERE charge_point = ?1))
            WHERE place % 2 = 1)
        WHERE before < ?2 ORDER BY number""";

    private final long limitBytes;
    /** By charge point, as of the transaction that is open; asked anew after one that was rolled back. */
    private final Map<String, Long> kept = new HashMap<>();
    /** By charge point, what the transaction that is open has dropped so far. */
    private final Map<String, List<Dropped>> dropped = new LinkedHashMap<>();

    OutboxBound(long limitBytes) {
        this.limitBytes = limitBytes;
    }

    private record Victim(long number, Optional<String> transaction, long bytes) {
        static Victim of(ResultSet row) throws SQLException {
            return new Victim(row.getLong(1), Optional.ofNullable(row.getString(2)), row.getLong(3));
        }
    }

    void onRollback() {
        kept.clear();
        dropped.clear();
    }

    /** What was dropped since this was last asked, by charge point. */
    Map<String, List<Dropped>> takeDropped() {
        if (dropped.isEmpty()) {
            return Map.of();
        }
        Map<String, List<Dropped>> taken = new LinkedHashMap<>(dropped);
        dropped.clear();
        return taken;
    }

    /** So many bytes have come, or have gone if negative. */
    void changed(String chargePoint, long bytes) {
        kept.computeIfPresent(chargePoint, (same, before) -> before + bytes);
    }

    /** Drops what has to be dropped. */
    void keep(Database database, String chargePoint) throws SQLException {
        Long known = kept.get(chargePoint);
        if (known == null) {
            known = database.query(row -> row.getLong(1), """
                SELECT (SELECT ifnull(sum(payload_bytes), 0) FROM outbox WHERE charge_point = ?1)
                    + (SELECT ifnull(sum(payload_bytes), 0) FROM dead_letter WHERE charge_point = ?1)""", chargePoint).get(0);
            kept.put(chargePoint, known);
        }
        if (known > limitBytes) {
            List<Victim> victims = makeRoom(database, chargePoint, known - (limitBytes - limitBytes / 8));
            changed(chargePoint, -sum(victims));
            record(database, chargePoint, count(victims));
        }
    }

    private static List<Victim> makeRoom(Database database, String chargePoint, long excess) throws SQLException {
        List<Victim> victims = new ArrayList<>(database.query(Victim::of, DEAD_METERS, chargePoint, excess));
        for (Victim victim : victims) {
            database.update("DELETE FROM dead_letter WHERE number = ?", victim.number());
        }
        long wanted = excess - sum(victims);
        while (wanted > 0) {
            List<Victim> next = database.query(Victim::of, EVERY_OTHER_METER, chargePoint, wanted);
            if (next.isEmpty()) {
                break;
            }
            for (Victim victim : next) {
                database.update("DELETE FROM outbox WHERE number = ?", victim.number());
            }
            wanted -= sum(next);
            victims.addAll(next);
        }
        return victims;
    }

    private static long sum(List<Victim> victims) {
        return victims.stream().mapToLong(Victim::bytes).sum();
    }

    private static List<Dropped> count(List<Victim> victims) {
        Instant now = Instant.now();
        Map<Optional<String>, Dropped> byTransaction = new LinkedHashMap<>();
        for (Victim victim : victims) {
            byTransaction.merge(victim.transaction(), new Dropped(victim.transaction(), 1, victim.bytes(), now, now),
                (sum, one) -> new Dropped(sum.transaction(), sum.messages() + 1, sum.bytes() + one.bytes(), now, now));
        }
        return List.copyOf(byTransaction.values());
    }

    private void record(Database database, String chargePoint, List<Dropped> now) throws SQLException {
        for (Dropped one : now) {
            addToRecord(database, chargePoint, one);
        }
        addUpTheOldest(database, chargePoint);
        if (!now.isEmpty()) {
            dropped.computeIfAbsent(chargePoint, none -> new ArrayList<>()).addAll(now);
        }
    }

    private static void addToRecord(Database database, String chargePoint, Dropped dropped) throws SQLException {
        database.update("""
            INSERT INTO dropped (charge_point, transaction_name, messages, bytes, first_at, last_at) VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT DO UPDATE SET messages = messages + excluded.messages, bytes = bytes + excluded.bytes,
                first_at = min(first_at, excluded.first_at), last_at = max(last_at, excluded.last_at)""",
            chargePoint, dropped.transaction().orElse(""), dropped.messages(), dropped.bytes(), dropped.firstAt().toString(),
            dropped.lastAt().toString());
    }

    private static void addUpTheOldest(Database database, String chargePoint) throws SQLException {
        List<Dropped> oldest = database.query(OutboxBound::dropped, """
            SELECT transaction_name, messages, bytes, first_at, last_at FROM dropped
            WHERE charge_point = ? AND transaction_name <> '' ORDER BY last_at DESC, first_at DESC LIMIT -1 OFFSET ?""",
            chargePoint, RECORDS);
        for (Dropped old : oldest) {
            addToRecord(database, chargePoint, new Dropped(Optional.empty(), old.messages(), old.bytes(), old.firstAt(), old.lastAt()));
            database.update("DELETE FROM dropped WHERE charge_point = ? AND transaction_name = ?", chargePoint,
                old.transaction().orElseThrow());
        }
    }

    /** A row of name, messages, bytes, first and last time. */
    static Dropped dropped(ResultSet row) throws SQLException {
        return new Dropped(Optional.of(row.getString(1)).filter(name -> !name.isEmpty()), row.getInt(2), row.getLong(3),
            Instant.parse(row.getString(4)), Instant.parse(row.getString(5)));
    }
}
