package io.holdfast.store.sqlite.internal;

import io.holdfast.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConnection;

/**
 * Copies the file while the writer goes on: as a reader of its own, on a thread of its own, so that no append waits for
 * it. A reader sees the file as it was when it began; meanwhile the write-ahead log cannot be given back, so it grows.
 */
final class Backup {
    private static final Logger LOG = LoggerFactory.getLogger(Backup.class);

    /** Guards what follows it. */
    private final Object lock = new Object();
    private boolean busy;
    /** Of the last backup; it may still be telling of the end when it is no longer busy. */
    private Thread thread;
    private SQLiteConnection reader;
    private boolean closed;

    /**
     * Begins.
     *
     * @param target absolute
     * @param stage completes with the target, on this one's thread
     */
    void copy(Path source, Path target, CompletableFuture<Path> stage) {
        synchronized (lock) {
            if (closed || busy) {
                stage.completeExceptionally(new StoreException("store " + source + ": no backup to " + target + ": "
                    + (closed ? "the store is being stopped" : "another backup is under way; try again when it has ended")));
                return;
            }
            busy = true;
            thread = new Thread(() -> run(source, target, stage), "holdfast-store-backup");
            thread.setDaemon(true);
            thread.setContextClassLoader(Backup.class.getClassLoader());
            thread.start();
        }
    }

    /** Breaks off a backup that is under way, which fails then. */
    void close(Duration limit) {
        Thread running;
        synchronized (lock) {
            closed = true;
            running = thread;
            interruptReader();
        }
        try {
            if (running != null && running != Thread.currentThread()) {
                running.join(limit.toMillis());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void interruptReader() {
        try {
            if (reader != null) {
                reader.getDatabase().interrupt();
            }
        } catch (SQLException closedMeanwhile) {
            LOG.debug("store: the backup had ended already", closedMeanwhile);
        }
    }

    private void run(Path source, Path target, CompletableFuture<Path> stage) {
        StoreException failed = null;
        try {
            write(source, target);
            LOG.info("store {}: backed up to {}, {} bytes", source, target, Files.size(target));
        } catch (IOException | SQLException | RuntimeException failure) {
            failed = new StoreException("store " + source + ": no backup to " + target + " (" + StoreFile.reason(failure)
                + "); name a new file in a directory that exists, that this process may write and that has the space", failure);
        }
        synchronized (lock) {
            busy = false;
        }
        if (failed == null) {
            stage.complete(target);
        } else {
            stage.completeExceptionally(failed);
        }
    }

    /** Under another name until it is whole and on the disk, so that what has the name is a backup. */
    private void write(Path source, Path target) throws IOException, SQLException {
        refuseExisting(target);
        Path incomplete = target.resolveSibling(target.getFileName() + ".incomplete");
        Files.deleteIfExists(incomplete);
        try {
            PrivateFiles.makeFile(incomplete);
            vacuum(source, incomplete);
            PrivateFiles.sync(incomplete);
            refuseExisting(target);
            Files.move(incomplete, target);
            PrivateFiles.sync(target.getParent());
        } finally {
            Files.deleteIfExists(incomplete);
        }
    }

    private static void refuseExisting(Path target) throws IOException {
        if (Files.exists(target)) {
            throw new FileAlreadyExistsException(target.toString());
        }
    }

    private void vacuum(Path source, Path into) throws SQLException {
        try (SQLiteConnection connection = JDBC.createConnection(Database.url(source), new Properties())) {
            synchronized (lock) {
                reader = connection;
            }
            // VACUUM INTO takes an empty file as if it were missing, and leaves its permissions
            try (PreparedStatement copy = connection.prepareStatement("VACUUM INTO ?")) {
                copy.setString(1, into.toString());
                if (!closing()) {
                    copy.execute();
                }
            } finally {
                synchronized (lock) {
                    reader = null;
                }
            }
        }
        if (closing()) {
            throw new StoreException("broken off by the store's stop");
        }
    }

    private boolean closing() {
        synchronized (lock) {
            return closed;
        }
    }
}
