package io.holdfast.itests.benchmarks;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import org.sqlite.JDBC;

/** A table of numbered payloads, as durable as the store's: the same log, the same sync. */
final class BareSqlite extends GroupCommit {
    private final Connection connection;
    private final PreparedStatement insert;

    BareSqlite(Path directory) throws SQLException {
        connection = JDBC.createConnection("jdbc:sqlite:" + directory.resolve("bare.db"), new Properties());
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode = WAL");
            statement.execute("PRAGMA synchronous = FULL");
            statement.execute("CREATE TABLE outbox (number INTEGER PRIMARY KEY, payload TEXT NOT NULL)");
        }
        connection.setAutoCommit(false);
        insert = connection.prepareStatement("INSERT INTO outbox (payload) VALUES (?)");
        start();
    }

    @Override
    void write(List<String> payloads) throws SQLException {
        for (String payload : payloads) {
            insert.setString(1, payload);
            insert.executeUpdate();
        }
        connection.commit();
    }

    @Override
    public void close() throws Exception {
        super.close();
        insert.close();
        connection.close();
    }
}
