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
    static final int VERSION = 1;

    private static final List<String> TABLES = List.of(
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
            // some 50 bytes for each transaction, for ever: a dead letter may need its id at any time
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
            ) STRICT, WITHOUT ROWID""",
            "PRAGMA user_version = " + VERSION);

    private Schema() { }

    /** Touches nothing of the file. */
    static void refuseNewer(Connection connection, Path path) throws SQLException {
        int version = version(connection);
        if (version > VERSION) {
            throw new StoreException("store " + path + ": has schema version " + version + ", this Holdfast knows versions"
                + " up to " + VERSION + "; install the newer Holdfast again, or move the file away to begin an empty store");
        }
    }

    static void upgrade(Connection connection) throws SQLException {
        if (version(connection) == 0) {
            try (Statement statement = connection.createStatement()) {
                for (String table : TABLES) {
                    statement.execute(table);
                }
            }
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
