package io.holdfast.store.sqlite.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.store.ChargePointStore;
import io.holdfast.store.MessageKind;
import io.holdfast.store.OutboxMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupTest {
    @TempDir
    Path root;

    private SqliteStore store;
    private ChargePointStore memory;

    @BeforeEach
    void fill() throws Exception {
        store = open(root.resolve("store"));
        memory = store.chargePoint("CP-1");
        for (int i = 0; i < 999; i++) {
            memory.append(message(), Optional.empty());
        }
        await(memory.append(message(), Optional.empty()));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void aStoreBegunFromABackupHasWhatWasConfirmedBeforeItAndTheOriginalGoesOn() throws Exception {
        Path directory = Files.createDirectory(root.resolve("restored"));
        Path target = directory.resolve("holdfast.db");
        CompletableFuture<Path> backup = store.backUp(target).toCompletableFuture();
        long appended = 0;
        do {
            await(memory.append(message(), Optional.empty()));
            appended++;
            // far below the outbox's bound, should the disk be fast and the backup slow
        } while (!backup.isDone() && appended < 5_000);
        assertThat(await(backup)).isEqualTo(target);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(target))).isEqualTo("rw-------");
        assertThat(names(directory)).containsExactly("holdfast.db");
        assertThat(await(memory.outboxSize()).messages()).isEqualTo(1_000 + appended);
        SqliteStore restored = open(directory);
        try {
            ChargePointStore copy = restored.chargePoint("CP-1");
            assertThat(await(copy.outboxSize()).messages()).isBetween(1_000, (int) (1_000 + appended));
            assertThat(await(copy.head())).isEqualTo(await(memory.head()));
            await(copy.append(message(), Optional.empty()));
        } finally {
            restored.close();
        }
    }

    @Test
    void aFileThatExistsIsNotOverwritten() throws Exception {
        Path target = Files.writeString(root.resolve("there"), "precious");
        assertThatThrownBy(() -> await(store.backUp(target))).hasMessageContainingAll(target.toString(), "Exists", "new file");
        assertThat(target).hasContent("precious");
        assertThat(names(root)).containsExactlyInAnyOrder("store", "there");
    }

    @Test
    void aTargetThatCannotBeMadeIsRefusedInWords() {
        Path target = root.resolve("missing/backup");
        assertThatThrownBy(() -> await(store.backUp(target))).hasMessageContainingAll(target.toString(), "directory that exists");
    }

    @Test
    void whatAnAbandonedBackupHasLeftIsReplaced() throws Exception {
        Files.writeString(root.resolve("backup.incomplete"), "half");
        await(store.backUp(root.resolve("backup")));
        assertThat(names(root)).containsExactlyInAnyOrder("store", "backup");
    }

    @Test
    void aSecondBackupAtTheSameTimeIsRefused() throws Exception {
        // asked for while the writer is busy, so that both begin at once
        Gate gate = new Gate();
        await(gate.hold(store.writer()));
        CompletionStage<Path> first = store.backUp(root.resolve("first"));
        CompletionStage<Path> second = store.backUp(root.resolve("second"));
        gate.open();
        assertThatThrownBy(() -> await(second)).hasMessageContaining("another backup is under way");
        await(first);
        await(store.backUp(root.resolve("second")));
    }

    @Test
    void aStopBreaksItOffAndNothingIsLeft() throws Exception {
        CompletableFuture<Path> backup = store.backUp(root.resolve("backup")).toCompletableFuture();
        await(memory.head());
        store.close();
        assertThat(backup).isDone();
        assertThat(names(root)).doesNotContain("backup.incomplete");
        assertThat(root.resolve("backup").toFile().exists()).isEqualTo(!backup.isCompletedExceptionally());
        assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName).doesNotContain("holdfast-store-backup");
        assertThatThrownBy(() -> await(store.backUp(root.resolve("late")))).hasMessageContaining("stopped");
    }

    @Test
    void aStopWaitsUntilABackupThatHasEndedHasSaidSo() throws Exception {
        Backup backup = new Backup();
        Thread stop = new Thread(() -> backup.close(Duration.ofSeconds(30)));
        CompletableFuture<Path> stage = new CompletableFuture<>() {
            @Override
            public boolean completeExceptionally(Throwable failure) {
                stop.start();
                while (stop.getState() == Thread.State.RUNNABLE) {
                    Thread.onSpinWait();
                }
                return super.completeExceptionally(stop.isAlive() ? failure : new AssertionError("the stop has not waited"));
            }
        };
        backup.copy(root.resolve("store"), Files.writeString(root.resolve("there"), ""), stage);
        assertThatThrownBy(() -> await(stage)).hasMessageContaining("Exists");
        stop.join();
    }

    private static Stream<String> names(Path directory) throws Exception {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList().stream();
        }
    }

    private static SqliteStore open(Path directory) {
        return new SqliteStore(directory.toString(), Duration.ofSeconds(10), SqliteStore.DEFAULT_OUTBOX_LIMIT_BYTES);
    }

    private static OutboxMessage message() {
        return new OutboxMessage(MessageKind.METER, Optional.empty(), "ocpp1.6", "MeterValues", "m".repeat(3_000));
    }

    private static <T> T await(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
}
