package io.holdfast.store.sqlite.internal;

import io.holdfast.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The store's file while it is ours: locked against other processes, whole, and readable by its owner only. */
final class StoreFile {
    static final String NAME = "holdfast.db";

    private static final Logger LOG = LoggerFactory.getLogger(StoreFile.class);
    private static final DateTimeFormatter TIMESTAMP =
        DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);
    /** SQLite's own files beside the main one: its log and the log's index. */
    private static final List<String> SUFFIXES = List.of("", "-wal", "-shm");

    private final Path path;
    private final ProcessLock lock;
    private final Database database;

    private StoreFile(Path path, ProcessLock lock, Database database) {
        this.path = path;
        this.lock = lock;
        this.database = database;
    }

    /**
     * Opens the file in that directory, making both if they are missing.
     *
     * @throws StoreException if that cannot be; nothing is left open then
     */
    static StoreFile open(String configured, long outboxLimitBytes) {
        Path directory = directory(configured);
        Path path = directory.resolve(NAME);
        try {
            ProcessLock lock = ProcessLock.acquire(directory.resolve("holdfast.lock")).orElseThrow(() -> inUse(path));
            try {
                return new StoreFile(path, lock, openDatabase(path, outboxLimitBytes));
            } catch (IOException | SQLException | RuntimeException failure) {
                lock.close();
                throw failure;
            }
        } catch (StoreException refused) {
            throw refused;
        } catch (IOException | SQLException | RuntimeException failure) {
            throw new StoreException("store " + path + ": cannot be opened (" + reason(failure)
                + "); check its owner and permissions and the disk", failure);
        }
    }

    Database database() {
        return database;
    }

    void close() {
        try (lock) {
            database.close();
        } catch (SQLException | IOException failure) {
            LOG.warn("store {}: closing it failed ({}); what was confirmed is on the disk", path, reason(failure));
        }
    }

    /** A failure in words for a log line; the messages of file exceptions are only the file's name. */
    static String reason(Throwable failure) {
        return failure instanceof SQLException ? failure.getMessage()
            : failure.getClass().getSimpleName() + ": " + failure.getMessage();
    }

    @Override
    public String toString() {
        return path.toString();
    }

    private static Path directory(String configured) {
        try {
            Path directory = Path.of(configured).toAbsolutePath().normalize();
            PrivateFiles.makeDirectory(directory);
            return directory.toRealPath();
        } catch (IOException | InvalidPathException | UnsupportedOperationException failure) {
            throw new StoreException("store: " + SqliteStore.PID + ", key directory: '" + configured + "' cannot be made or"
                + " used (" + reason(failure) + "); name a directory that this process may write", failure);
        }
    }

    private static StoreException inUse(Path path) {
        String holder = ProcessLock.holder(path.resolveSibling("holdfast.lock"));
        return new StoreException("store " + path + ": is in use by " + holder + "; stop that one, or give this gateway a"
            + " directory of its own (" + SqliteStore.PID + ", key directory)");
    }

    private static Database openDatabase(Path path, long outboxLimitBytes) throws IOException, SQLException {
        NativeLibrary.load(path.getParent());
        makePrivate(path);
        try {
            return Database.open(path, outboxLimitBytes);
        } catch (SQLException failure) {
            if (!Database.isCorrupt(failure)) {
                throw failure;
            }
            Path aside = setAside(path);
            LOG.error("store {}: is damaged ({}) and was set aside as {}; beginning an empty store; try sqlite3's .recover"
                + " on that file", path, reason(failure), aside);
            makePrivate(path);
            return Database.open(path, outboxLimitBytes);
        }
    }

    /** SQLite gives the files that it makes beside the main one the main one's permissions. */
    private static void makePrivate(Path path) throws IOException {
        PrivateFiles.makeFile(path);
        for (String suffix : SUFFIXES) {
            PrivateFiles.restrict(path.resolveSibling(path.getFileName() + suffix));
        }
    }

    /** The main file first: SQLite throws away the log of an empty one, should we be killed in between. */
    private static Path setAside(Path path) throws IOException {
        Path aside = path.resolveSibling(path.getFileName() + ".corrupt-" + TIMESTAMP.format(Instant.now()));
        for (String suffix : SUFFIXES) {
            Path damaged = path.resolveSibling(path.getFileName() + suffix);
            if (Files.exists(damaged)) {
                Files.move(damaged, aside.resolveSibling(aside.getFileName() + suffix));
            }
        }
        return aside;
    }
}
