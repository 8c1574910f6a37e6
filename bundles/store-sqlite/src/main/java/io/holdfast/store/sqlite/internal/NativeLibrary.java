package io.holdfast.store.sqlite.internal;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the driver unpacks SQLite's native library: it takes {@code java.io.tmpdir} by itself, which others can write and
 * which may forbid execution, and it leaves its copy there whenever the process is killed.
 */
final class NativeLibrary {
    private static final Logger LOG = LoggerFactory.getLogger(NativeLibrary.class);
    private static final String PROPERTY = "org.sqlite.tmpdir";

    private NativeLibrary() { }

    static Path directory(Path storeDirectory) {
        return storeDirectory.resolve("native");
    }

    /** Must be called before the driver's first connection; a place that somebody has configured is kept. */
    static void unpackInto(Path storeDirectory) throws IOException {
        if (System.getProperty(PROPERTY) == null) {
            PrivateFiles.makeDirectory(directory(storeDirectory));
            System.setProperty(PROPERTY, directory(storeDirectory).toString());
        }
    }

    /**
     * Removes the copy of this process, which needs no name once it is loaded, and those of killed ones. Only the holder
     * of the store's lock may call it. Where a loaded file cannot be removed (Windows) the next start does it.
     */
    static void removeUnpacked(Path storeDirectory) {
        Path directory = directory(storeDirectory);
        if (directory.toString().equals(System.getProperty(PROPERTY))) {
            System.clearProperty(PROPERTY);
        }
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (DirectoryStream<Path> copies = Files.newDirectoryStream(directory)) {
            for (Path copy : copies) {
                Files.delete(copy);
            }
            Files.delete(directory);
        } catch (IOException failure) {
            LOG.debug("store: a copy of the native library stays in {}", directory, failure);
        }
    }
}
