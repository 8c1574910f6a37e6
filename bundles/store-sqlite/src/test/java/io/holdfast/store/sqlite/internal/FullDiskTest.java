package io.holdfast.store.sqlite.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.holdfast.store.ChargePointStore;
import io.holdfast.store.MessageKind;
import io.holdfast.store.OutboxMessage;
import io.holdfast.store.StoreException;
import io.holdfast.store.StoreListener;
import io.holdfast.store.StoreStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that has no room left, and then has. */
class FullDiskTest {
    @TempDir
    Path directory;

    @Test
    void itFailsWhatDoesNotFitSaysSoOnceAndRecoversByItself() throws Exception {
        SqliteStore store = new SqliteStore(directory.toString(), Duration.ofMillis(20), SqliteStore.DEFAULT_OUTBOX_LIMIT_BYTES);
        ChargePointStore memory = store.chargePoint("CP-1");
        BlockingQueue<StoreStatus> told = new LinkedBlockingQueue<>();
        try (LogLines log = new LogLines()) {
            await(memory.putVariable("a", "1"));
            memory.listen(new StoreListener() {
                @Override
                public void onStatus(StoreStatus status) {
                    told.add(status);
                }
            });
            assertThat(store.status()).isEqualTo(StoreStatus.GOOD);
            // https://sqlite.org/pragma.html#pragma_max_page_count: SQLITE_FULL beyond it, as on a full disk
            int pages = Integer.parseInt(setting(store, "page_count"));
            setting(store, "max_page_count = " + pages);
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> await(memory.append(large(), Optional.empty()))).hasCauseInstanceOf(StoreException.class)
                    .hasMessageContainingAll("holdfast.db", "full", "check the disk");
                assertThat(await(memory.variables())).containsEntry("a", "1");
            }
            await(memory.putVariable("a", "2"));
            StoreStatus status = told.poll(30, TimeUnit.SECONDS);
            assertThat(status.writable()).isFalse();
            assertThat(status.detail()).contains("holdfast.db", "full");
            assertThat(store.status().writable()).isFalse();
            assertThat(log.errors()).hasSize(1);

            setting(store, "max_page_count = 20000");
            assertThat(told.poll(30, TimeUnit.SECONDS)).isEqualTo(StoreStatus.GOOD);
            assertThat(store.status()).isEqualTo(StoreStatus.GOOD);
            assertThat(await(memory.append(large(), Optional.empty()))).isPositive();
            assertThat(log.errors()).hasSize(1);
        } finally {
            store.close();
        }
    }

    @Test
    void aFileSystemThatIsReallyFullIsSurvivedWithEverythingConfirmed() throws Exception {
        assumeTrue(mayMount(), "this user may not mount a file system of its own");
        try (StoreProcess process = StoreProcess.onFileSystemOf("2m", directory, Files.createTempDirectory(directory, "temporary"))) {
            int confirmed = 0;
            process.tell("ballast");
            process.tell("append large");
            for (String answer = process.line(); !answer.startsWith("refused"); answer = process.line()) {
                assertThat(answer).startsWith("confirmed");
                confirmed++;
                process.tell("append large");
            }
            assertThat(confirmed).isPositive();
            process.tell("status");
            assertThat(process.line()).contains("writable=false", "full");
            process.tell("size");
            assertThat(process.line()).isEqualTo("size " + confirmed);
            process.tell("no ballast");
            process.tell("wait until writable");
            assertThat(process.line()).isEqualTo("writable");
            process.tell("append large");
            assertThat(process.line()).startsWith("confirmed");
            process.tell("size");
            assertThat(process.line()).isEqualTo("size " + (confirmed + 1));
            assertThat(process.restOfLog().stream().filter(line -> line.contains("ERROR"))).hasSize(1);
        }
    }

    private static boolean mayMount() throws Exception {
        return new ProcessBuilder("sh", "-c", "unshare -rm mount -t tmpfs none /mnt").start().waitFor() == 0;
    }

    private static String setting(SqliteStore store, String pragma) throws Exception {
        return await(store.writer().submit(database -> database.query(row -> row.getString(1), "PRAGMA " + pragma).get(0)));
    }

    private static OutboxMessage large() {
        return new OutboxMessage(MessageKind.METER, Optional.of("t"), "ocpp1.6", "MeterValues", "x".repeat(200_000));
    }

    private static <T> T await(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
}
