package io.holdfast.store.sqlite.internal;

import io.holdfast.store.StoreException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteJDBCLoader;

/**
 * SQLite itself, which the driver unpacks and loads once in a process. By itself it takes {@code java.io.tmpdir}, which
 * others can write and which may forbid execution, and leaves its copy there whenever the process is killed.
 */
final class NativeLibrary {
    private static final Logger LOG = LoggerFactory.getLogger(NativeLibrary.class);
    private static final String PROPERTY = "org.sqlite.tmpdir";

    private static StoreException failure;

    private NativeLibrary() { }

    /**
     * Loads it by way of a directory below the store's, unless {@value #PROPERTY} names another place. Only the holder
     * of the store's lock may call it. A failure is final: the driver logs a trace at each attempt, and nothing heals it.
     */
    static synchronized void load(Path storeDirectory) throws IOException {
        if (failure != null) {
            throw failure;
        }
        Path directory = storeDirectory.resolve("native");
        boolean ours = System.getProperty(PROPERTY) == null;
        if (ours) {
            PrivateFiles.makeDirectory(directory);
            System.setProperty(PROPERTY, directory.toString());
        }
        try {
            SQLiteJDBCLoader.initialize();
        } catch (Exception | LinkageError cause) {
            failure = new StoreException("store: SQLite's native library cannot be loaded (" + StoreFile.reason(cause)
                + "); check that files in " + System.getProperty(PROPERTY) + " may be written and executed, then"
                + " start the gateway again", cause);
            throw failure;
        } finally {
            if (ours) {
                System.clearProperty(PROPERTY);
                remove(directory);
            }
        }
    }

    /**
     * Removes the copy of this process, which needs no name once it is loaded, and those of killed ones. Where a loaded
     * file cannot be removed (Windows) the next start does it.
     */
    private static void remove(Path directory) {
        try (DirectoryStream<Path> copies = Files.newDirectoryStream(directory)) {
            for (Path copy : copies) {
                Files.delete(copy);
            }
            Files.delete(directory);
        } catch (IOException busy) {
            LOG.debug("store: a copy of the native library stays in {}", directory, busy);
        }
    }
}
