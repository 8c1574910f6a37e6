package io.holdfast.store.sqlite.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.store.ChargePointStore;
import io.holdfast.store.Dropped;
import io.holdfast.store.MessageKind;
import io.holdfast.store.OutboxMessage;
import io.holdfast.store.OutboxSize;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the contract of all stores leaves to this one. */
class OutboxBoundTest {
    private static final int TRANSACTIONS = OutboxBound.RECORDS + 100;

    @TempDir
    Path directory;

    @Test
    void theRecordsOfWhatWasDroppedAreBoundedTooAndNothingIsLeftOutOfTheSum() throws Exception {
        SqliteStore store = new SqliteStore(directory.toString(), Duration.ofSeconds(10), 20_000);
        try {
            ChargePointStore memory = store.chargePoint("CP-1");
            for (int i = 0; i < TRANSACTIONS; i++) {
                memory.append(meter("t" + i), Optional.empty());
                memory.append(meter("t" + i), Optional.empty());
            }
            List<Dropped> records = await(memory.dropped());
            OutboxSize size = await(memory.outboxSize());
            assertThat(records).hasSize(OutboxBound.RECORDS + 1);
            assertThat(records.stream().filter(record -> record.transaction().isEmpty())).hasSize(1);
            assertThat(records.stream().mapToInt(Dropped::messages).sum() + size.messages()).isEqualTo(2 * TRANSACTIONS);
            assertThat(size.bytes()).isLessThanOrEqualTo(20_000);
        } finally {
            store.close();
        }
    }

    private static OutboxMessage meter(String transaction) {
        return new OutboxMessage(MessageKind.METER, Optional.of(transaction), "ocpp1.6", "MeterValues", "m".repeat(500));
    }

    private static <T> T await(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
}
