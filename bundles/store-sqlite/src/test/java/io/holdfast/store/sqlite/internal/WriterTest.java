package io.holdfast.store.sqlite.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.store.ChargePointStore;
import io.holdfast.store.MessageKind;
import io.holdfast.store.OutboxMessage;
import io.holdfast.store.RunningTransaction;
import io.holdfast.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WriterTest {
    private static final Duration LIMIT = Duration.ofSeconds(3);

    @TempDir
    Path directory;

    private final CountDownLatch release = new CountDownLatch(1);
    private Writer writer;
    private ChargePointStore memory;

    @BeforeEach
    void open() {
        writer = new Writer(this::openFile, Duration.ofSeconds(10), new Listeners());
        writer.start();
        memory = new SqliteChargePointStore(writer, new Listeners(), "CP-1");
    }

    @AfterEach
    void close() {
        release.countDown();
        writer.close(LIMIT);
    }

    @Test
    void whatHasQueuedUpSharesOneTransaction() throws Exception {
        await(hold());
        long before = writer.commits();
        List<Thread> threads = new ArrayList<>();
        List<CompletableFuture<Long>> appended = IntStream.range(0, 100).mapToObj(i -> new CompletableFuture<Long>()).toList();
        for (CompletableFuture<Long> number : appended) {
            Thread thread = new Thread(() -> append("{}").thenAccept(number::complete));
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join(10_000);
        }
        release.countDown();
        for (CompletableFuture<Long> number : appended) {
            await(number);
        }
        // the held one's own, and one for all hundred
        assertThat(writer.commits() - before).isLessThanOrEqualTo(2);
        assertThat(await(memory.outboxSize()).messages()).isEqualTo(100);
    }

    @Test
    void aCommitIsSyncedToTheWriteAheadLog() throws Exception {
        assertThat(await(setting("journal_mode"))).isEqualTo("wal");
        // https://sqlite.org/pragma.html#pragma_synchronous: 2 is FULL
        assertThat(await(setting("synchronous"))).isEqualTo("2");
    }

    @Test
    void aFaultyCallFailsAloneAndItsGroupIsStored() throws Exception {
        await(hold());
        CompletionStage<Long> before = append("{}");
        RunningTransaction other = new RunningTransaction("u", 1, "tag", Instant.EPOCH, 0, 0, Instant.EPOCH);
        CompletionStage<Long> faulty = memory.append(message("{}"), Optional.of(other));
        CompletionStage<Integer> defect = writer.submit(database -> {
            database.update("DELETE FROM outbox");
            throw new AssertionError("a defect");
        });
        CompletionStage<Long> after = append("{}");
        release.countDown();
        assertThatThrownBy(() -> await(faulty)).hasCauseInstanceOf(StoreException.class).hasMessageContaining("another transaction");
        assertThatThrownBy(() -> await(defect)).hasCauseInstanceOf(StoreException.class).hasMessageContaining("a defect");
        assertThat(await(before)).isLessThan(await(after));
        assertThat(await(memory.outboxSize()).messages()).isEqualTo(2);
    }

    @Test
    void aStopFinishesWhatHasQueuedUp() throws Exception {
        await(hold());
        List<CompletableFuture<Long>> appended =
            IntStream.range(0, 1_000).mapToObj(i -> append("{}").toCompletableFuture()).toList();
        release.countDown();
        writer.close(LIMIT);
        assertThat(appended).allSatisfy(number -> assertThat(number).isCompleted());
        open();
        assertThat(await(memory.outboxSize()).messages()).isEqualTo(1_000);
    }

    @Test
    void aStopThatTakesTooLongFailsWhatIsLeft() throws Exception {
        await(hold());
        CompletionStage<Long> queued = append("{}");
        writer.close(Duration.ofMillis(50));
        assertThatThrownBy(() -> await(queued)).hasCauseInstanceOf(StoreException.class).hasMessageContaining("stopped");
    }

    @Test
    void aStoppedStoreRefuses() {
        writer.close(LIMIT);
        assertThatThrownBy(() -> await(memory.head())).hasCauseInstanceOf(StoreException.class).hasMessageContaining("stopped");
    }

    @Test
    void aStoppedStoreLeavesNoThreadNoLockAndNoFileOpen() throws Exception {
        await(memory.putVariable("a", "1"));
        assertThat(openFiles()).isNotEmpty();
        writer.close(LIMIT);
        assertThat(openFiles()).isEmpty();
        assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName).doesNotContain("holdfast-store");
        assertThat(directory.resolve("holdfast.db-wal")).doesNotExist();
        open();
        assertThat(await(memory.variables())).containsEntry("a", "1");
    }

    @Test
    void aSecondStoreOfTheSameProcessIsRefusedAndDoesNotBreakTheFirstOnesLock() throws Exception {
        await(memory.head());
        Writer second = new Writer(this::openFile, Duration.ofSeconds(10), new Listeners());
        second.start();
        try {
            assertThatThrownBy(() -> await(new SqliteChargePointStore(second, new Listeners(), "CP-1").head()))
                .hasMessageContaining("in use by another store of this process");
        } finally {
            second.close(LIMIT);
        }
        await(memory.putVariable("a", "1"));
    }

    @Test
    void moreThanTheQueueHoldsIsRefused() throws Exception {
        await(hold());
        List<? extends CompletionStage<?>> heads =
            IntStream.range(0, Writer.QUEUE_LIMIT).mapToObj(i -> memory.head()).toList();
        assertThatThrownBy(() -> await(memory.head())).hasCauseInstanceOf(StoreException.class).hasMessageContaining("behind");
        release.countDown();
        await(heads.get(Writer.QUEUE_LIMIT - 1));
    }

    @Test
    void openingBlocksNobodyAndCallsWaitForIt() throws Exception {
        Writer slow = new Writer(() -> {
            waitForRelease();
            return StoreFile.open(directory.resolve("slow").toString(), SqliteStore.DEFAULT_OUTBOX_LIMIT_BYTES);
        }, Duration.ofSeconds(10), new Listeners());
        slow.start();
        try {
            CompletableFuture<?> head = new SqliteChargePointStore(slow, new Listeners(), "CP-1").head().toCompletableFuture();
            assertThat(head).isNotDone();
            release.countDown();
            await(head);
        } finally {
            slow.close(LIMIT);
        }
    }

    @Test
    void openingIsTriedAgainOnlyAfterItsInterval() throws Exception {
        List<Instant> openings = new ArrayList<>();
        Writer refused = new Writer(() -> {
            openings.add(Instant.now());
            throw new StoreException("no");
        }, Duration.ofHours(1), new Listeners());
        refused.start();
        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(() -> await(new SqliteChargePointStore(refused, new Listeners(), "CP-1").head())).hasMessageContaining("no");
        }
        refused.close(LIMIT);
        assertThat(openings).hasSize(1);
    }

    private StoreFile openFile() {
        return StoreFile.open(directory.toString(), SqliteStore.DEFAULT_OUTBOX_LIMIT_BYTES);
    }

    private CompletionStage<String> setting(String pragma) {
        return writer.submit(database -> database.query(row -> row.getString(1), "PRAGMA " + pragma).get(0));
    }

    /** Keeps the writer busy until it is released; completes once it is busy. */
    private CompletionStage<Void> hold() {
        CompletableFuture<Void> held = new CompletableFuture<>();
        writer.submit(database -> {
            held.complete(null);
            waitForRelease();
            return null;
        });
        return held;
    }

    private void waitForRelease() {
        try {
            assertThat(release.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    private CompletionStage<Long> append(String payload) {
        return memory.append(message(payload), Optional.empty());
    }

    private static OutboxMessage message(String payload) {
        return new OutboxMessage(MessageKind.METER, Optional.of("t"), "ocpp1.6", "MeterValues", payload);
    }

    private List<String> openFiles() throws IOException {
        List<String> open = new ArrayList<>();
        try (Stream<Path> handles = Files.list(Path.of("/proc/self/fd"))) {
            for (Path handle : handles.toList()) {
                if (Files.exists(handle) && Files.isSymbolicLink(handle)) {
                    String target = Files.readSymbolicLink(handle).toString();
                    if (target.startsWith(directory.toString())) {
                        open.add(target);
                    }
                }
            }
        }
        return open;
    }

    private static <T> T await(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}
