package io.holdfast.store.sqlite.internal;

import io.holdfast.store.StoreException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.sqlite.JDBC;

/** An open SQLite file whose schema is ours; of the writer's thread alone. */
final class Database implements AutoCloseable {
    /** What there must be room for, in the file and in its log, before the disk counts as writable again. */
    private static final int PROBE_BYTES = 65_536;
    // https://sqlite.org/rescode.html, primary result codes
    private static final int SQLITE_READONLY = 8;
    private static final int SQLITE_IOERR = 10;
    private static final int SQLITE_CORRUPT = 11;
    private static final int SQLITE_CANTOPEN = 14;
    private static final int SQLITE_NOTADB = 26;

    private final Connection connection;
    private final Path path;
    private final OutboxBound bound;
    private final Map<String, PreparedStatement> statements = new HashMap<>();

    private Database(Connection connection, Path path, OutboxBound bound) {
        this.connection = connection;
        this.path = path;
        this.bound = bound;
    }

    /** Makes one value of the row that the result stands on. */
    @FunctionalInterface
    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    /**
     * Opens the file, which must exist, and brings its schema up to date.
     *
     * @throws StoreException if its schema is newer than ours
     */
    static Database open(Path path, long outboxLimitBytes) throws SQLException {
        Connection connection = JDBC.createConnection(url(path), new Properties());
        try {
            Schema.refuseNewer(connection, path);
            try (Statement statement = connection.createStatement()) {
                // before all else: a damaged file shall be set aside now, not fail a transaction message later
                try (ResultSet check = statement.executeQuery("PRAGMA quick_check(1)")) {
                    check.next();
                    if (!"ok".equals(check.getString(1))) {
                        throw new SQLException(check.getString(1), null, SQLITE_CORRUPT);
                    }
                }
                statement.execute("PRAGMA journal_mode = WAL");
                statement.execute("PRAGMA synchronous = FULL");
                // KiB; a gateway has 64 MB for everything, and the working set is the outbox's ends
                statement.execute("PRAGMA cache_size = -512");
                // below the bound of a stop; only somebody looking in with another tool can make us wait
                statement.execute("PRAGMA busy_timeout = 1000");
                // bytes; a burst's log is given back to the disk
                statement.execute("PRAGMA journal_size_limit = 4194304");
            }
            Database database = new Database(connection, path, new OutboxBound(outboxLimitBytes));
            database.begin();
            Schema.upgrade(connection);
            Schema.forgetStartAnswers(connection);
            database.commit();
            return database;
        } catch (SQLException | RuntimeException failure) {
            connection.close();
            throw failure;
        }
    }

    /** A URI, since the driver takes a question mark in a plain path for the beginning of its parameters. */
    static String url(Path path) {
        return "jdbc:sqlite:" + path.toUri();
    }

    /** Whether what the file holds is no longer a database. */
    static boolean isCorrupt(SQLException failure) {
        int code = failure.getErrorCode();
        return code == SQLITE_CORRUPT || code == SQLITE_NOTADB;
    }

    /** Whether the file has to be opened anew before it can be trusted again. */
    static boolean isFileInDoubt(SQLException failure) {
        int code = failure.getErrorCode();
        return isCorrupt(failure) || code == SQLITE_IOERR || code == SQLITE_CANTOPEN || code == SQLITE_READONLY;
    }

    /** Runs one of the constant statements, which are kept prepared, and returns the number of rows it changed. */
    int update(String sql, Object... arguments) throws SQLException {
        return run(sql, PreparedStatement::executeUpdate, arguments);
    }

    <T> List<T> query(Row<T> row, String sql, Object... arguments) throws SQLException {
        return run(sql, statement -> {
            List<T> rows = new ArrayList<>();
            try (ResultSet results = statement.executeQuery()) {
                while (results.next()) {
                    rows.add(row.read(results));
                }
            }
            return rows;
        }, arguments);
    }

    Path path() {
        return path;
    }

    OutboxBound bound() {
        return bound;
    }

    /**
     * Writes something that leaves nothing behind; throws if there is no room for it. Before, the log's content goes where
     * it belongs, so that on a disk that stays full the log can at least be written over.
     */
    void probe() throws SQLException {
        query(row -> row.getInt(1), "PRAGMA wal_checkpoint(RESTART)");
        begin();
        update("INSERT INTO probe (filler) VALUES (zeroblob(?))", PROBE_BYTES);
        commit();
        begin();
        update("DELETE FROM probe");
        commit();
    }

    /**
     * Begins a transaction. By SQL and not by the driver's setAutoCommit: when SQLite has rolled back by itself, on a full
     * disk, the driver is left without a transaction for ever, and what it then does is committed at once.
     */
    void begin() throws SQLException {
        update("BEGIN");
    }

    void commit() throws SQLException {
        update("COMMIT");
    }

    /** Ends the transaction; fails if SQLite has done so already. */
    void rollback() throws SQLException {
        bound.onRollback();
        update("ROLLBACK");
    }

    @Override
    public void close() throws SQLException {
        try {
            for (PreparedStatement statement : statements.values()) {
                statement.close();
            }
        } finally {
            connection.close();
        }
    }

    @FunctionalInterface
    private interface Execution<T> {
        T of(PreparedStatement statement) throws SQLException;
    }

    private <T> T run(String sql, Execution<T> execution, Object... arguments) throws SQLException {
        PreparedStatement statement = statements.remove(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
        }
        try {
            for (int i = 0; i < arguments.length; i++) {
                statement.setObject(i + 1, arguments[i]);
            }
            T result = execution.of(statement);
            statements.put(sql, statement);
            return result;
        } catch (SQLException | RuntimeException failure) {
            // the driver has finalised it, or its state is unknown: the next one prepares it anew
            statement.close();
            throw failure;
        }
    }
}
