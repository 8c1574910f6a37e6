package io.holdfast.itests.misbehaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What this process holds at one moment, the garbage collected.
 *
 * @param sockets open in whatever state
 * @param threads that are alive, but for the JVM's own, JUnit's, and the one that Netty starts and ends for the whole process
 * @param heapBytes of objects that are alive
 */
record Remains(long sockets, List<String> threads, long heapBytes) {
    private static final Path OPEN_FILES = Path.of("/proc/self/fd");
    private static final Pattern OF_THE_PROCESS = Pattern.compile("(ForkJoinPool|.*Cleaner|globalEventExecutor).*");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long BETWEEN_LOOKS = TimeUnit.MILLISECONDS.toNanos(100);

    static Remains now() {
        // what is found unreachable by the first is let go by the second
        System.gc();
        System.gc();
        return new Remains(openSockets(), liveThreads(), liveBytes());
    }

    /** What the collection has left. In use is more: the buffers that threads have taken for new objects since. */
    private static long liveBytes() {
        return ManagementFactory.getMemoryPoolMXBeans().stream().filter(pool -> pool.getType() == MemoryType.HEAP)
            .map(MemoryPoolMXBean::getCollectionUsage).filter(Objects::nonNull).mapToLong(MemoryUsage::getUsed).sum();
    }

    private static long openSockets() {
        try (Stream<Path> files = Files.list(OPEN_FILES)) {
            return files.filter(Remains::isSocket).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isSocket(Path file) {
        try {
            return Files.readSymbolicLink(file).toString().startsWith("socket:");
        } catch (IOException closedMeanwhile) {
            return false;
        }
    }

    private static List<String> liveThreads() {
        return Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getThreadGroup() != null && !thread.getThreadGroup().getName().equals("system"))
            .map(Thread::getName).filter(name -> !OF_THE_PROCESS.matcher(name).matches()).sorted().toList();
    }

    /** Waits until no more sockets and threads are there than before; what ends late has some seconds for it. */
    static Remains awaitNoMoreThan(Remains before) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Remains now = now();
        while ((now.sockets > before.sockets || now.threads.size() > before.threads.size()) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(BETWEEN_LOOKS);
            now = now();
        }
        assertThat(now.sockets).as("sockets").isLessThanOrEqualTo(before.sockets);
        assertThat(now.threads).as("threads; before there were %s", before.threads).hasSizeLessThanOrEqualTo(before.threads.size());
        return now;
    }

    @Override
    public String toString() {
        return sockets + " sockets, " + threads.size() + " threads, " + heapBytes / 1024 + " KiB of heap";
    }
}
