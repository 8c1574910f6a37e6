package io.holdfast.store.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.store.Store;
import io.holdfast.store.StoreException;
import io.holdfast.store.StoreListener;
import io.holdfast.store.StoreStatus;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class MemoryStoreTest extends ChargePointStoreContract {
    @Override
    protected Store open(long outboxLimitBytes) {
        return new MemoryStore(Runnable::run, outboxLimitBytes);
    }

    @Override
    protected Store reopen(Store store) {
        return ((MemoryStore) store).afterRestart();
    }

    @Override
    protected Store crash(Store store) {
        return ((MemoryStore) store).afterRestart();
    }

    @Test
    void aStageIsCompleteWhenTheCallReturns() {
        CompletableFuture<Long> number =
            new MemoryStore().chargePoint("CP-1").append(start("t"), Optional.empty()).toCompletableFuture();
        assertThat(number).isDone();
    }

    @Test
    void aStageCompletesWhenTheGivenExecutorRuns() {
        ArrayDeque<Runnable> tasks = new ArrayDeque<>();
        MemoryStore store = new MemoryStore(tasks::add);
        CompletableFuture<Long> number = store.chargePoint("CP-1").append(start("t"), Optional.empty()).toCompletableFuture();
        assertThat(number).isNotDone();
        tasks.remove().run();
        assertThat(number).isDone();
    }

    @Test
    void aRefusingStoreFailsEveryCallUntilItAcceptsAgain() {
        MemoryStore store = new MemoryStore();
        store.refuse("the disk is gone");
        assertThatThrownBy(() -> await(store.chargePoint("CP-1").append(start("t"), Optional.empty())))
            .isInstanceOf(StoreException.class).hasMessage("the disk is gone");
        store.accept();
        assertThat(await(store.chargePoint("CP-1").head())).isEmpty();
    }

    @Test
    void whoListensIsToldThatItRefusesAndThatItAcceptsAgain() {
        MemoryStore store = new MemoryStore();
        List<StoreStatus> told = new ArrayList<>();
        StoreListener listener = new StoreListener() {
            @Override
            public void onStatus(StoreStatus status) {
                told.add(status);
            }
        };
        Runnable end = store.chargePoint("CP-1").listen(listener);
        store.refuse("the disk is gone");
        store.chargePoint("CP-2").listen(listener);
        assertThat(told).containsExactly(new StoreStatus(false, "the disk is gone"), store.status());
        end.run();
        store.accept();
        assertThat(told).hasSize(3).last().isEqualTo(StoreStatus.GOOD);
    }

    @Nested
    class OnAnExecutor extends ChargePointStoreContract {
        private final ExecutorService executor = Executors.newSingleThreadExecutor();

        @Override
        protected Store open(long outboxLimitBytes) {
            return new MemoryStore(executor, outboxLimitBytes);
        }

        @Override
        protected Store reopen(Store store) {
            return ((MemoryStore) store).afterRestart();
        }

        @Override
        protected Store crash(Store store) {
            return ((MemoryStore) store).afterRestart();
        }

        @AfterEach
        void stop() {
            executor.shutdownNow();
        }
    }
}
