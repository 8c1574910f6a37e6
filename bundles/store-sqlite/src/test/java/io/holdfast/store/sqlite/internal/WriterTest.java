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
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WriterTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    Path directory;

    private final Gate gate = new Gate();
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
        gate.open();
        writer.close(LIMIT);
    }

    @Test
    void whatHasQueuedUpSharesOneTransaction() throws Exception {
        await(gate.hold(writer));
        long before = writer.commits();
        List<Thread> threads = new ArrayList<>();
        List<CompletableFuture<Long>> appended = IntStream.range(0, 100).mapToObj(i -> new CompletableFuture<Long>()).toList();
        for (CompletableFuture<Long> number : appended) {
            Thread thread = new Thread(() -> append("{}").thenAccept(number::complete));
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join(30_000);
        }
        gate.open();
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
        await(gate.hold(writer));
        CompletionStage<Long> before = append("{}");
        RunningTransaction other = new RunningTransaction("u", 1, "tag", Instant.EPOCH, 0, 0, Instant.EPOCH);
        CompletionStage<Long> faulty = memory.append(message("{}"), Optional.of(other));
        CompletionStage<Integer> defect = writer.submit(database -> {
            database.update("DELETE FROM outbox");
            throw new AssertionError("a defect");
        });
        CompletionStage<Long> after = append("{}");
        gate.open();
        assertThatThrownBy(() -> await(faulty)).hasCauseInstanceOf(StoreException.class).hasMessageContaining("another transaction");
        assertThatThrownBy(() -> await(defect)).hasCauseInstanceOf(StoreException.class).hasMessageContaining("a defect");
        assertThat(await(before)).isLessThan(await(after));
        assertThat(await(memory.outboxSize()).messages()).isEqualTo(2);
    }

    @Test
    void aStopFinishesWhatHasQueuedUp() throws Exception {
        await(gate.hold(writer));
        List<CompletableFuture<Long>> appended =
            IntStream.range(0, 1_000).mapToObj(i -> append("{}").toCompletableFuture()).toList();
        gate.open();
        writer.close(LIMIT);
        assertThat(appended).allSatisfy(number -> assertThat(number).isCompleted());
        open();
        assertThat(await(memory.outboxSize()).messages()).isEqualTo(1_000);
    }

    @Test
    void aStopThatTakesTooLongFailsWhatIsLeft() throws Exception {
        await(gate.hold(writer));
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
        await(gate.hold(writer));
        List<? extends CompletionStage<?>> heads =
            IntStream.range(0, Writer.QUEUE_LIMIT).mapToObj(i -> memory.head()).toList();
        assertThatThrownBy(() -> await(memory.head())).hasCauseInstanceOf(StoreException.class).hasMessageContaining("behind");
        gate.open();
        await(heads.get(Writer.QUEUE_LIMIT - 1));
    }

    @Test
    void openingBlocksNobodyAndCallsWaitForIt() throws Exception {
        Writer slow = new Writer(() -> {
            gate.await();
            return StoreFile.open(directory.resolve("slow").toString(), SqliteStore.DEFAULT_OUTBOX_LIMIT_BYTES);
        }, Duration.ofSeconds(10), new Listeners());
        slow.start();
        try {
            CompletableFuture<?> head = new SqliteChargePointStore(slow, new Listeners(), "CP-1").head().toCompletableFuture();
            assertThat(head).isNotDone();
            gate.open();
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

    private CompletionStage<Long> append(String payload) {
        return memory.append(message(payload), Optional.empty());
    }

    private static OutboxMessage message(String payload) {
        return new OutboxMessage(MessageKind.METER, Optional.of("t"), "ocpp1.6", "MeterValues", payload);
    }

    private List<String> openFiles() throws IOException {
        try (Stream<Path> handles = Files.list(Path.of("/proc/self/fd"))) {
            return handles.map(WriterTest::target).filter(target -> target.startsWith(directory.toString())).toList();
        }
    }

    private static String target(Path handle) {
        try {
            return Files.readSymbolicLink(handle).toString();
        } catch (IOException closedMeanwhile) {
            return "";
        }
    }

    private static <T> T await(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
}
