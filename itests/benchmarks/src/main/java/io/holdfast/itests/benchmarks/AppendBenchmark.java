package io.holdfast.itests.benchmarks;

import io.holdfast.store.MessageKind;
import io.holdfast.store.OutboxMessage;
import io.holdfast.store.sqlite.internal.MeasuredStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Meter values of 1 kB made durable, by writers who wait for each before the next: in our store, in a bare table of SQLite and
 * in a bare file, the latter two with the simplest group commit. The three take turns of a tenth of a second, so that whatever
 * else the disk and the processor have to do hits all of them; each has a third of the time, so its rate is three times the
 * one shown. The disk is the one that this module is built on.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 1, time = 6)
@Measurement(iterations = 5, time = 6)
@Fork(1)
public class AppendBenchmark {
    private static final long TURN_NANOS = 100_000_000;
    private static final OutboxMessage MESSAGE = new OutboxMessage(MessageKind.METER,
        Optional.of("2f1c8d64-0d5c-4d54-9d0b-0a9d5f8f3b11"), "ocpp1.6", "MeterValues",
        "{\"connectorId\":1,\"meterValue\":[" + "1234567890".repeat(100) + "]}");

    private Path directory;
    private MeasuredStore holdfast;
    private BareSqlite sqlite;
    private BareFile file;

    /** What a thread has appended to each. */
    @AuxCounters
    @State(Scope.Thread)
    public static class Appended {
        public long holdfast;
        public long sqlite;
        public long file;
    }

    @Setup
    public void open() throws Exception {
        directory = Files.createTempDirectory(Path.of("target"), "append").toAbsolutePath();
        holdfast = new MeasuredStore(directory);
        sqlite = new BareSqlite(directory);
        file = new BareFile(directory);
    }

    @TearDown
    public void close() throws Exception {
        holdfast.close();
        sqlite.close();
        file.close();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path left : files.toList()) {
                Files.delete(left);
            }
        }
        Files.delete(directory);
    }

    @Benchmark
    @Threads(1)
    public void oneWriter(Appended appended) {
        appendAndWait(appended);
    }

    @Benchmark
    @Threads(10)
    public void tenWriters(Appended appended) {
        appendAndWait(appended);
    }

    @Benchmark
    @Threads(100)
    public void hundredWriters(Appended appended) {
        appendAndWait(appended);
    }

    private void appendAndWait(Appended appended) {
        switch ((int) (System.nanoTime() / TURN_NANOS % 3)) {
            case 0 -> {
                holdfast.chargePoint().append(MESSAGE, Optional.empty()).toCompletableFuture().join();
                appended.holdfast++;
            }
            case 1 -> {
                sqlite.append(MESSAGE.payload()).join();
                appended.sqlite++;
            }
            default -> {
                file.append(MESSAGE.payload()).join();
                appended.file++;
            }
        }
    }
}
