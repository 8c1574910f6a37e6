package io.holdfast.store.testing;

import io.holdfast.store.ChargePointStore;
import io.holdfast.store.DeadLetter;
import io.holdfast.store.MessageKind;
import io.holdfast.store.OutboxEntry;
import io.holdfast.store.OutboxMessage;
import io.holdfast.store.OutboxSize;
import io.holdfast.store.RunningTransaction;
import io.holdfast.store.Store;
import io.holdfast.store.StoreException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
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
    private final Executor executor;
    private final Map<String, ChargePointMemory> chargePoints = new ConcurrentHashMap<>();
    private volatile String refusal;

    public MemoryStore() {
        this(Runnable::run);
    }

    public MemoryStore(Executor executor) {
        this.executor = executor;
    }

    /** From now on every call fails with this message, as if the disk were gone, until {@link #accept()}. */
    public void refuse(String message) {
        refusal = message;
    }

    /** Ends {@link #refuse}. */
    public void accept() {
        refusal = null;
    }

    /** What a new process would find: all that has been written so far, in a store of its own. */
    public MemoryStore afterRestart() {
        MemoryStore next = new MemoryStore(executor);
        chargePoints.forEach((id, memory) -> next.chargePoints.put(id, memory.copyFor(next)));
        return next;
    }

    @Override
    public ChargePointStore chargePoint(String chargePointId) {
        return chargePoints.computeIfAbsent(chargePointId, id -> new ChargePointMemory(this));
    }

    private <T> CompletionStage<T> submit(Supplier<T> work) {
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

    /** Guarded by itself, since callers on several threads may run their work at once. */
    private static final class ChargePointMemory implements ChargePointStore {
        private final MemoryStore store;
        private final TreeMap<Long, OutboxEntry> outbox = new TreeMap<>();
        private final TreeMap<Long, DeadLetter> deadLetters = new TreeMap<>();
        private final Map<String, RunningTransaction> journal = new LinkedHashMap<>();
        private final Map<String, Integer> transactionIds = new LinkedHashMap<>();
        private final Map<String, String> variables = new TreeMap<>();
        private long lastNumber;

        ChargePointMemory(MemoryStore store) {
            this.store = store;
        }

        synchronized ChargePointMemory copyFor(MemoryStore next) {
            ChargePointMemory copy = new ChargePointMemory(next);
            copy.outbox.putAll(outbox);
            copy.deadLetters.putAll(deadLetters);
            copy.journal.putAll(journal);
            copy.transactionIds.putAll(transactionIds);
            copy.variables.putAll(variables);
            copy.lastNumber = lastNumber;
            return copy;
        }

        @Override
        public CompletionStage<Long> append(OutboxMessage message, Optional<RunningTransaction> entry) {
            return locked(() -> {
                if (entry.isPresent() && !message.transaction().equals(entry.map(RunningTransaction::transaction))) {
                    throw new IllegalArgumentException("journal entry of another transaction than its message");
                }
                long number = ++lastNumber;
                outbox.put(number, new OutboxEntry(number, message, 0, OptionalInt.empty()));
                switch (message.kind()) {
                    case START -> entry.ifPresent(running -> journal.put(running.transaction(), running));
                    case METER -> entry.ifPresent(running -> journal.replace(running.transaction(), running));
                    case STOP -> journal.remove(message.transaction().orElseThrow());
                }
                return number;
            });
        }

        @Override
        public CompletionStage<Optional<OutboxEntry>> head() {
            return locked(() -> outbox.values().stream().findFirst().map(entry -> new OutboxEntry(entry.number(),
                    entry.message(), entry.attempts(), idOf(entry.message().transaction().orElse(null)))));
        }

        @Override
        public CompletionStage<OutboxSize> outboxSize() {
            return locked(() -> new OutboxSize(outbox.size(), outbox.values().stream()
                .mapToLong(entry -> entry.message().payload().getBytes(StandardCharsets.UTF_8).length).sum()));
        }

        @Override
        public CompletionStage<Void> countAttempt(long number) {
            return locked(() -> {
                outbox.computeIfPresent(number, (same, entry) ->
                    new OutboxEntry(same, entry.message(), entry.attempts() + 1, OptionalInt.empty()));
                return null;
            });
        }

        @Override
        public CompletionStage<Void> acknowledge(long number, OptionalInt transactionId) {
            return locked(() -> {
                OutboxEntry entry = outbox.remove(number);
                if (entry != null && transactionId.isPresent()) {
                    entry.message().transaction().ifPresent(name -> transactionIds.put(name, transactionId.getAsInt()));
                }
                return null;
            });
        }

        @Override
        public CompletionStage<Void> bury(long number, String reason) {
            return locked(() -> {
                OutboxEntry entry = outbox.remove(number);
                if (entry != null) {
                    deadLetters.put(number, new DeadLetter(number, entry.message(), entry.attempts(), reason, Instant.now()));
                }
                return null;
            });
        }

        @Override
        public CompletionStage<List<DeadLetter>> deadLetters() {
            return locked(() -> List.copyOf(deadLetters.values()));
        }

        @Override
        public CompletionStage<List<RunningTransaction>> runningTransactions() {
            return locked(() -> List.copyOf(journal.values()));
        }

        @Override
        public CompletionStage<Void> journal(RunningTransaction transaction) {
            return locked(() -> {
                journal.replace(transaction.transaction(), transaction);
                return null;
            });
        }

        @Override
        public CompletionStage<OptionalInt> transactionId(String transaction) {
            return locked(() -> idOf(transaction));
        }

        @Override
        public CompletionStage<Map<String, String>> variables() {
            return locked(() -> Map.copyOf(variables));
        }

        @Override
        public CompletionStage<Void> putVariable(String name, String value) {
            return locked(() -> {
                variables.put(name, value);
                return null;
            });
        }

        @Override
        public CompletionStage<Void> removeVariable(String name) {
            return locked(() -> {
                variables.remove(name);
                return null;
            });
        }

        private OptionalInt idOf(String transaction) {
            Integer id = transaction == null ? null : transactionIds.get(transaction);
            return id == null ? OptionalInt.empty() : OptionalInt.of(id);
        }

        private <T> CompletionStage<T> locked(Supplier<T> work) {
            return store.submit(() -> {
                synchronized (this) {
                    return work.get();
                }
            });
        }
    }
}
