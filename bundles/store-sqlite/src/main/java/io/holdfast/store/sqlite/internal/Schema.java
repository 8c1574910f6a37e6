package io.holdfast.store.sqlite.internal;

import io.holdfast.store.StoreException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The tables, and their version, which SQLite keeps as {@code user_version}; 0 is an empty file. */
final class Schema {
    private static final List<String> VERSION_1 = List.of(
            // AUTOINCREMENT: a number is never used again, also when the outbox has been empty in between
            """
            CREATE TABLE outbox (
                number           INTEGER PRIMARY KEY AUTOINCREMENT,
                charge_point     TEXT    NOT NULL,
                kind             TEXT    NOT NULL,
                transaction_name TEXT,
                subprotocol      TEXT    NOT NULL,
                action           TEXT    NOT NULL,
                payload          TEXT    NOT NULL,
                payload_bytes    INTEGER NOT NULL,
                attempts         INTEGER NOT NULL DEFAULT 0
            ) STRICT""",
            // covers the size of an outbox too, so that asking for it reads no payload
            "CREATE INDEX outbox_in_order ON outbox (charge_point, number, payload_bytes)",
            """
            CREATE TABLE dead_letter (
                number           INTEGER PRIMARY KEY,
                charge_point     TEXT    NOT NULL,
                kind             TEXT    NOT NULL,
                transaction_name TEXT,
                subprotocol      TEXT    NOT NULL,
                action           TEXT    NOT NULL,
                payload          TEXT    NOT NULL,
                attempts         INTEGER NOT NULL,
                reason           TEXT    NOT NULL,
                buried_at        TEXT    NOT NULL
            ) STRICT""",
            "CREATE INDEX dead_letter_in_order ON dead_letter (charge_point, number)",
            """
            CREATE TABLE running_transaction (
                charge_point     TEXT    NOT NULL,
                transaction_name TEXT    NOT NULL,
                connector_id     INTEGER NOT NULL,
                id_tag           TEXT    NOT NULL,
                started_at       TEXT    NOT NULL,
                meter_start_wh   INTEGER NOT NULL,
                meter_wh         INTEGER NOT NULL,
                meter_at         TEXT    NOT NULL,
                PRIMARY KEY (charge_point, transaction_name)
            ) STRICT""",
            """
            CREATE TABLE transaction_id (
                charge_point     TEXT    NOT NULL,
                transaction_name TEXT    NOT NULL,
                id               INTEGER NOT NULL,
                PRIMARY KEY (charge_point, transaction_name)
            ) STRICT, WITHOUT ROWID""",
            """
            CREATE TABLE variable (
                charge_point     TEXT    NOT NULL,
                name             TEXT    NOT NULL,
                value            TEXT    NOT NULL,
                PRIMARY KEY (charge_point, name)
            ) STRICT, WITHOUT ROWID""");

    private static final List<String> VERSION_2 = List.of(
            "ALTER TABLE dead_letter ADD COLUMN payload_bytes INTEGER NOT NULL DEFAULT 0",
            "UPDATE dead_letter SET payload_bytes = octet_length(payload)",
            // so that what the bound drops, and whose ids nobody needs, is found without reading a payload
            "DROP INDEX outbox_in_order",
            "CREATE INDEX outbox_in_order ON outbox (charge_point, number, payload_bytes, kind, transaction_name)",
            "DROP INDEX dead_letter_in_order",
            "CREATE INDEX dead_letter_in_order ON dead_letter (charge_point, number, payload_bytes, kind, transaction_name)",
            // no transaction is '' here, since a primary key takes every NULL for another one
            """
            CREATE TABLE dropped (
                charge_point     TEXT    NOT NULL,
                transaction_name TEXT    NOT NULL,
                messages         INTEGER NOT NULL,
                bytes            INTEGER NOT NULL,
                first_at         TEXT    NOT NULL,
                last_at          TEXT    NOT NULL,
                PRIMARY KEY (charge_point, transaction_name)
            ) STRICT, WITHOUT ROWID""",
            // what is written to learn whether there is room again
            "CREATE TABLE probe (filler BLOB NOT NULL) STRICT");

    private static final List<String> VERSION_3 = List.of(
            "ALTER TABLE outbox ADD COLUMN clock_since TEXT",
            "ALTER TABLE dead_letter ADD COLUMN clock_since TEXT",
            "ALTER TABLE running_transaction ADD COLUMN parent_id_tag TEXT",
            "ALTER TABLE running_transaction ADD COLUMN supply_withheld INTEGER NOT NULL DEFAULT 0",
            "ALTER TABLE running_transaction ADD COLUMN stop_reason TEXT",
            "ALTER TABLE running_transaction ADD COLUMN stop_id_tag TEXT");

    private static final List<String> VERSION_4 = List.of(
            "ALTER TABLE transaction_id RENAME TO start_answer",
            "ALTER TABLE start_answer RENAME COLUMN id TO transaction_id",
            // what an older Holdfast was told it has acted on, or forgotten
            "ALTER TABLE start_answer ADD COLUMN status TEXT NOT NULL DEFAULT 'Accepted'",
            "ALTER TABLE start_answer ADD COLUMN parent_id_tag TEXT");

    /** What each version adds to the one before it; only ever added to. */
    private static final List<List<String>> STEPS = List.of(VERSION_1, VERSION_2, VERSION_3, VERSION_4);

    static final int VERSION = STEPS.size();

    private Schema() { }

    /** Touches nothing of the file. */
    static void refuseNewer(Connection connection, Path path) throws SQLException {
        int version = version(connection);
        if (version > VERSION) {
            throw new StoreException("store " + path + ": has schema version " + version + ", this Holdfast knows versions"
                + " up to " + VERSION + "; install the newer Holdfast again, or move the file away to begin an empty store");
        }
    }

    /** Inside the transaction that is open. */
    static void upgrade(Connection connection) throws SQLException {
        int version = version(connection);
        if (version == VERSION) {
            return;
        }
        try (Statement statement = connection.createStatement()) {
            for (List<String> step : STEPS.subList(version, VERSION)) {
                for (String change : step) {
                    statement.execute(change);
                }
            }
            statement.execute("PRAGMA user_version = " + VERSION);
        }
    }

    /** Forgets what was answered to the starts of transactions that have ended and of which no message is left. */
    static void forgetStartAnswers(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("""
                DELETE FROM start_answer WHERE (charge_point, transaction_name) NOT IN (
                    SELECT charge_point, transaction_name FROM running_transaction
                    UNION SELECT charge_point, transaction_name FROM outbox WHERE transaction_name IS NOT NULL
                    UNION SELECT charge_point, transaction_name FROM dead_letter WHERE transaction_name IS NOT NULL)""");
        }
    }

    private static int version(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet version = statement.executeQuery("PRAGMA user_version")) {
            version.next();
            return version.getInt(1);
        }
    }
}
