package io.holdfast.store.sqlite.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.store.ChargePointStore;
import io.holdfast.store.MessageKind;
import io.holdfast.store.OutboxEntry;
import io.holdfast.store.OutboxMessage;
import io.holdfast.store.RunningTransaction;
import io.holdfast.store.StartAnswer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How much is written, in pages of the log (4,120 bytes each); flash memory wears out. */
class FewWritesTest {
    @TempDir
    Path directory;

    private SqliteStore store;
    private ChargePointStore memory;

    @BeforeEach
    void open() throws Exception {
        store = new SqliteStore(directory.toString(), Duration.ofSeconds(10), SqliteStore.DEFAULT_OUTBOX_LIMIT_BYTES);
        memory = store.chargePoint("CP-1");
        // the schema's own pages are not counted
        await(memory.putVariable("HeartbeatInterval", "300"));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void anHourOfChargingWithAMeterValueAMinuteCostsLessThanTwoMegabytes() throws Exception {
        int before = pages();
        append(MessageKind.START, 200, Optional.of(running(0)));
        acknowledge(Optional.of(new StartAnswer(4711, "Accepted", Optional.of("04E2A1B2C3D480"))));
        for (int minute = 1; minute <= 60; minute++) {
            append(MessageKind.METER, 1_000, Optional.of(running(minute)));
            acknowledge(Optional.empty());
        }
        append(MessageKind.STOP, 400, Optional.empty());
        acknowledge(Optional.empty());
        int written = pages() - before;
        System.out.printf("one hour online: %d pages, %,d bytes%n", written, written * 4_120);
        assertThat(written * 4_120).isLessThan(2_000_000);
    }

    @Test
    void whatIsReadOrChangesNothingWritesNothing() throws Exception {
        append(MessageKind.START, 200, Optional.of(running(0)));
        int before = pages();
        for (int i = 0; i < 10; i++) {
            await(memory.head());
            await(memory.outboxSize());
            await(memory.deadLetters());
            await(memory.variables());
            await(memory.runningTransactions());
            await(memory.acknowledge(4_711, Optional.empty()));
        }
        assertThat(pages()).isEqualTo(before);
    }

    @Test
    void aBurstSharesItsPages() throws Exception {
        int before = pages();
        Gate gate = new Gate();
        await(gate.hold(store.writer()));
        CompletionStage<Long> last = null;
        for (int i = 0; i < 100; i++) {
            last = memory.append(message(MessageKind.METER, 1_000), Optional.empty());
        }
        gate.open();
        await(last);
        System.out.printf("100 messages at once: %d pages%n", pages() - before);
        assertThat(pages() - before).isLessThan(60);
    }

    private int pages() throws Exception {
        return WriteAheadLog.read(directory.resolve("holdfast.db-wal")).frameEnds().size();
    }

    private void append(MessageKind kind, int bytes, Optional<RunningTransaction> journal) throws Exception {
        await(memory.append(message(kind, bytes), journal));
    }

    private void acknowledge(Optional<StartAnswer> answer) throws Exception {
        OutboxEntry head = await(memory.head()).orElseThrow();
        await(memory.acknowledge(head.number(), answer));
    }

    private static OutboxMessage message(MessageKind kind, int bytes) {
        return new OutboxMessage(kind, Optional.of("2f1c8d64-0d5c-4d54-9d0b-0a9d5f8f3b11"), "ocpp1.6", kind.name(), "m".repeat(bytes));
    }

    private static RunningTransaction running(int minute) {
        Instant start = Instant.parse("2026-03-29T01:00:00Z");
        return new RunningTransaction("2f1c8d64-0d5c-4d54-9d0b-0a9d5f8f3b11", 1, "TAG", start, 0, minute * 180L,
            start.plusSeconds(60L * minute));
    }

    private static <T> T await(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
}
