package io.holdfast.store.sqlite.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps a second process away. The operating system lets go of it when the process dies, however it dies; the file stays
 * and holds the process id of whoever had the lock last.
 */
final class ProcessLock implements AutoCloseable {
    /**
     * The locks of this process. POSIX drops a process's lock when it closes any handle of that file, so a second store
     * in the same process must not even open it.
     */
    private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final FileChannel channel;

    private ProcessLock(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /** The lock, or empty if somebody has it. */
    static Optional<ProcessLock> acquire(Path path) throws IOException {
        if (!OURS.add(path)) {
            return Optional.empty();
        }
        FileChannel channel = null;
        boolean acquired = false;
        try {
            PrivateFiles.makeFile(path);
            channel = FileChannel.open(path, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                return Optional.empty();
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
            acquired = true;
            return Optional.of(new ProcessLock(path, channel));
        } finally {
            if (!acquired) {
                OURS.remove(path);
                if (channel != null) {
                    channel.close();
                }
            }
        }
    }

    /** Who has the lock, in words. */
    static String holder(Path path) {
        if (OURS.contains(path)) {
            return "another store of this process";
        }
        try {
            return "process " + Files.readString(path, StandardCharsets.US_ASCII);
        } catch (IOException unreadable) {
            return "another process";
        }
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            OURS.remove(path);
        }
    }
}
