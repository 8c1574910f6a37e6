package io.holdfast.store.sqlite.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.store.ChargePointStore;
import io.holdfast.store.OutboxEntry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The store and what other processes do to it. */
class ProcessesTest {
    @TempDir
    Path root;

    private Path directory;
    private Path temporary;

    @BeforeEach
    void name() throws Exception {
        directory = root.resolve("deep/store");
        temporary = Files.createDirectory(root.resolve("temporary"));
    }

    @Test
    void aKilledProcessHasLeftEverythingItConfirmedInOrder() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 3; round++) {
            List<Long> confirmed = new ArrayList<>();
            try (StoreProcess process = new StoreProcess(directory, temporary, "022")) {
                process.tell("stream");
                for (int left = 100 + random.nextInt(1_000); left > 0; left--) {
                    confirmed.add(Long.valueOf(process.line()));
                }
                // the last line may have been cut off by the kill
                process.kill().stream().filter(line -> line.length() >= confirmed.get(0).toString().length())
                    .map(Long::valueOf).forEach(confirmed::add);
            }
            List<OutboxEntry> found = drain();
            assertThat(found).as("seed %d", seed).extracting(OutboxEntry::number).containsAll(confirmed).isSorted();
            for (int i = 0; i < found.size(); i++) {
                assertThat(found.get(i).message()).as("seed %d", seed).isEqualTo(StoreProcess.message(i));
            }
        }
    }

    @Test
    void aKilledProcessLeavesNoCopyOfTheNativeLibrary() throws Exception {
        try (StoreProcess process = new StoreProcess(directory, temporary, "022")) {
            process.tell("append");
            assertThat(process.line()).startsWith("confirmed");
            process.kill();
        }
        assertThat(temporary).isEmptyDirectory();
        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left.map(path -> path.getFileName().toString()))
                .containsExactlyInAnyOrder("holdfast.db", "holdfast.db-wal", "holdfast.db-shm", "holdfast.lock");
        }
    }

    @Test
    void aNativeLibraryThatCannotBeLoadedIsToldOnceAndFailsEveryCall() throws Exception {
        try (StoreProcess process = new StoreProcess(directory, temporary, "022", "-Dorg.sqlite.tmpdir=/nowhere",
                "-Dorg.slf4j.simpleLogger.log.org.sqlite=off")) {
            for (int i = 0; i < 100; i++) {
                process.tell("append");
                assertThat(process.line()).startsWith("refused ").contains("native library", "/nowhere", "executed");
            }
            assertThat(process.restOfLog()).hasSize(1);
        }
    }

    @Test
    void everyFileIsItsOwnersAloneWhateverTheUmask() throws Exception {
        for (String umask : List.of("000", "177")) {
            Path store = directory.resolve(umask);
            Files.createDirectories(directory);
            try (StoreProcess process = new StoreProcess(store, temporary, umask)) {
                process.tell("append");
                assertThat(process.line()).startsWith("confirmed");
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(store))).isEqualTo("rwx------");
                try (Stream<Path> files = Files.list(store)) {
                    assertThat(files).hasSize(4).allSatisfy(file ->
                        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------"));
                }
            }
        }
    }

    @Test
    void aSecondProcessIsRefusedInOneLineAndTakesOverWhenTheFirstHasEnded() throws Exception {
        SqliteStore first = new SqliteStore(directory.toString(), Duration.ofSeconds(10), SqliteStore.DEFAULT_OUTBOX_LIMIT_BYTES);
        try (StoreProcess second = openedBeside(first)) {
            second.tell("append");
            String refusal = second.line();
            assertThat(refusal).startsWith("refused ").contains(directory.toRealPath().resolve("holdfast.db").toString(),
                    "process " + ProcessHandle.current().pid(), "stop that one", "io.holdfast.store", "directory");
            assertThat(second.logLine()).contains("ERROR", refusal.substring("refused ".length()));
            first.close();
            assertThat(untilConfirmed(second)).startsWith("confirmed ");
            assertThat(second.logLine()).contains("INFO", "open");
        } finally {
            first.close();
        }
    }

    @Test
    void aProcessThatIsKilledGivesItsFileToTheNext() throws Exception {
        try (StoreProcess first = new StoreProcess(directory, temporary, "022")) {
            first.tell("append");
            assertThat(first.line()).startsWith("confirmed");
            try (LogLines log = new LogLines()) {
                SqliteStore second = new SqliteStore(directory.toString(), Duration.ofMillis(20), SqliteStore.DEFAULT_OUTBOX_LIMIT_BYTES);
                try {
                    assertThat(second.chargePoint("CP-1").head().handle((head, failure) -> failure.getMessage())
                        .toCompletableFuture().get(30, TimeUnit.SECONDS)).contains("in use by process " + first.pid());
                    assertThat(log.errors()).hasSize(1);
                    first.kill();
                    Instant deadline = Instant.now().plusSeconds(30);
                    Optional<OutboxEntry> head = Optional.empty();
                    while (head.isEmpty() && Instant.now().isBefore(deadline)) {
                        head = second.chargePoint("CP-1").head().exceptionally(failure -> Optional.empty())
                            .toCompletableFuture().get(30, TimeUnit.SECONDS);
                    }
                    assertThat(head).isPresent();
                } finally {
                    second.close();
                }
            }
        }
    }

    /** The other process, started once the first store is known to be open. */
    private StoreProcess openedBeside(SqliteStore first) throws Exception {
        first.chargePoint("CP-1").head().toCompletableFuture().get(30, TimeUnit.SECONDS);
        return new StoreProcess(directory, temporary, "022");
    }

    private static String untilConfirmed(StoreProcess process) throws Exception {
        Instant deadline = Instant.now().plusSeconds(30);
        String answer = "";
        while (!answer.startsWith("confirmed") && Instant.now().isBefore(deadline)) {
            process.tell("append");
            answer = process.line();
        }
        return answer;
    }

    private List<OutboxEntry> drain() throws Exception {
        SqliteStore store = new SqliteStore(directory.toString(), Duration.ofSeconds(10), SqliteStore.DEFAULT_OUTBOX_LIMIT_BYTES);
        try {
            ChargePointStore memory = store.chargePoint("CP-1");
            List<OutboxEntry> found = new ArrayList<>();
            while (true) {
                Optional<OutboxEntry> head = memory.head().toCompletableFuture().get(30, TimeUnit.SECONDS);
                if (head.isEmpty()) {
                    return found;
                }
                found.add(head.get());
                memory.acknowledge(head.get().number(), Optional.empty());
            }
        } finally {
            store.close();
        }
    }
}
