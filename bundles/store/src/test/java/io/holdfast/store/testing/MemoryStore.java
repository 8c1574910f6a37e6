package io.holdfast.store.testing;

import io.holdfast.store.ChargePointStore;
import io.holdfast.store.Store;
import io.holdfast.store.StoreException;
import io.holdfast.store.StoreStatus;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

/**
 * A store that forgets when the test ends.
 *
 * <p>Its stages complete at once on the caller's thread, or wherever the executor given runs them; an executor must keep
 * the order of its tasks. A crash or a restart of the gateway is: go on with {@link #afterRestart()}.
 */
public final class MemoryStore implements Store {
    static final long UNBOUNDED = Long.MAX_VALUE;

    private final Executor executor;
    private final long outboxLimitBytes;
    private final Map<String, ChargePointMemory> chargePoints = new ConcurrentHashMap<>();
    private volatile String refusal;

    public MemoryStore() {
        this(Runnable::run);
    }

    public MemoryStore(Executor executor) {
        this(executor, UNBOUNDED);
    }

    public MemoryStore(Executor executor, long outboxLimitBytes) {
        this.executor = executor;
        this.outboxLimitBytes = outboxLimitBytes;
    }

    /** From now on every call fails with this message, as if the disk were gone, until {@link #accept()}. */
    public void refuse(String message) {
        refusal = message;
        tellStatus();
    }

    /** Ends {@link #refuse}. */
    public void accept() {
        refusal = null;
        tellStatus();
    }

    private void tellStatus() {
        chargePoints.values().forEach(memory -> memory.tell(listener -> listener.onStatus(status())));
    }

    @Override
    public StoreStatus status() {
        String refused = refusal;
        return refused == null ? StoreStatus.GOOD : new StoreStatus(false, refused);
    }

    @Override
    public CompletionStage<Path> backUp(Path target) {
        return CompletableFuture.failedFuture(new StoreException("memory store: has no file to back up"));
    }

    /** What a new process would find: all that has been written so far, in a store of its own. */
    public MemoryStore afterRestart() {
        MemoryStore next = new MemoryStore(executor, outboxLimitBytes);
        chargePoints.forEach((id, memory) -> next.chargePoints.put(id, memory.copyFor(next)));
        return next;
    }

    @Override
    public ChargePointStore chargePoint(String chargePointId) {
        return chargePoints.computeIfAbsent(chargePointId, id -> new ChargePointMemory(this));
    }

    long outboxLimitBytes() {
        return outboxLimitBytes;
    }

    <T> CompletionStage<T> submit(Supplier<T> work) {
        CompletableFuture<T> stage = new CompletableFuture<>();
        try {
            executor.execute(() -> run(work, stage));
        } catch (RejectedExecutionException stopped) {
            stage.completeExceptionally(new StoreException("memory store: its executor has stopped", stopped));
        }
        return stage;
    }

    private <T> void run(Supplier<T> work, CompletableFuture<T> stage) {
        String refused = refusal;
        if (refused != null) {
            stage.completeExceptionally(new StoreException(refused));
            return;
        }
        T result;
        try {
            result = work.get();
        } catch (RuntimeException failed) {
            stage.completeExceptionally(new StoreException("memory store: " + failed.getMessage(), failed));
            return;
        }
        stage.complete(result);
    }
}
