package io.holdfast.store.sqlite.internal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files that only their owner may read, whatever the umask is; where there are no POSIX permissions, just files. */
final class PrivateFiles {
    private static final Set<PosixFilePermission> DIRECTORY = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

    private PrivateFiles() { }

    /**
     * Makes a directory that is missing, durably. One that exists keeps its permissions: it may be shared with others,
     * and the files in it are private by themselves.
     */
    static void makeDirectory(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        Path parent = directory.getParent();
        Files.createDirectories(parent);
        if (isPosix(parent)) {
            Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(DIRECTORY));
            Files.setPosixFilePermissions(directory, DIRECTORY);
            sync(parent);
        } else {
            Files.createDirectory(directory);
        }
    }

    /** Makes an empty file if it is missing; private from its first moment. */
    static void makeFile(Path file) throws IOException {
        try {
            if (isPosix(file.getParent())) {
                Files.createFile(file, PosixFilePermissions.asFileAttribute(FILE));
                Files.setPosixFilePermissions(file, FILE);
            } else {
                Files.createFile(file);
            }
        } catch (FileAlreadyExistsException there) {
            restrict(file);
        }
    }

    /** Takes away what a file that exists allows to others. */
    static void restrict(Path file) throws IOException {
        if (Files.isRegularFile(file) && isPosix(file)
                && !Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS).equals(FILE)) {
            Files.setPosixFilePermissions(file, FILE);
        }
    }

    /** Has a file's content on the disk, or a directory's entries (POSIX: a new name is there once its directory is synced). */
    static void sync(Path path) throws IOException {
        if (!Files.isDirectory(path) || isPosix(path)) {
            try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private static boolean isPosix(Path path) throws IOException {
        return Files.getFileStore(path).supportsFileAttributeView("posix");
    }
}
