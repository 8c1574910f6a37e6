package io.holdfast.itests.simulation;

import io.holdfast.itests.invariants.DeliveryRules;
import io.holdfast.store.ChargePointStore;
import io.holdfast.store.DeadLetter;
import io.holdfast.store.Dropped;
import io.holdfast.store.OutboxEntry;
import io.holdfast.store.OutboxMessage;
import io.holdfast.store.OutboxSize;
import io.holdfast.store.RunningTransaction;
import io.holdfast.store.Store;
import io.holdfast.store.StoreException;
import io.holdfast.store.StoreListener;
import io.holdfast.store.StoreStatus;
import io.holdfast.store.testing.MemoryStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A disk that takes its time: what is written waits for the next sync, is durable with it, and confirmed after it. What a
 * crash finds waiting is gone, but for some of the first that the sync may have reached.
 */
final class SimulatedDisk implements Store {
    private static final Duration QUICK = Duration.ofMillis(4);

    private final World world;
    private final Random random;
    private final DeliveryRules rules;
    private final MemoryStore durable = new MemoryStore();
    private final List<Work<?>> waiting = new ArrayList<>();
    private boolean syncing;
    private long life;
    private Duration sync = QUICK;
    private boolean full;
    private boolean unreadable;

    SimulatedDisk(World world, Random random, DeliveryRules rules) {
        this.world = world;
        this.random = random;
        this.rules = rules;
    }

    private final class Work<T> {
        private final boolean write;
        private final Supplier<CompletionStage<T>> work;
        private final Consumer<T> applied;
        private final CompletableFuture<T> stage = new CompletableFuture<>();
        private T result;
        private StoreException failure;

        Work(boolean write, Supplier<CompletionStage<T>> work, Consumer<T> applied) {
            this.write = write;
            this.work = work;
            this.applied = applied;
        }

        void apply() {
            if (write ? full : unreadable) {
                failure = new StoreException(write ? "no space left on device" : "input/output error");
                return;
            }
            result = work.get().toCompletableFuture().join();
            applied.accept(result);
        }

        void confirm() {
            if (failure == null) {
                stage.complete(result);
            } else {
                stage.completeExceptionally(failure);
            }
        }
    }

    void slow(Duration each) {
        sync = each;
    }

    void full(boolean now) {
        full = now;
    }

    void unreadable(boolean now) {
        unreadable = now;
    }

    void heal() {
        sync = QUICK;
        full = false;
        unreadable = false;
    }

    /** The process has died. */
    void crash() {
        life++;
        int reached = waiting.isEmpty() ? 0 : random.nextInt(waiting.size() + 1);
        waiting.subList(0, reached).forEach(Work::apply);
        waiting.clear();
        syncing = false;
    }

    private <T> CompletionStage<T> submit(boolean write, Supplier<CompletionStage<T>> work, Consumer<T> applied) {
        Work<T> one = new Work<>(write, work, applied);
        waiting.add(one);
        begin();
        return one.stage;
    }

    private void begin() {
        if (syncing || waiting.isEmpty()) {
            return;
        }
        syncing = true;
        long of = life;
        int batch = waiting.size();
        world.after(sync.plusNanos(random.nextInt(1_000_000)), () -> {
            if (of == life) {
                List<Work<?>> done = List.copyOf(waiting.subList(0, batch));
                waiting.subList(0, batch).clear();
                done.forEach(Work::apply);
                syncing = false;
                begin();
                done.forEach(Work::confirm);
            }
        });
    }

    @Override
    public ChargePointStore chargePoint(String chargePointId) {
        return new Memory(durable.chargePoint(chargePointId));
    }

    @Override
    public StoreStatus status() {
        return full || unreadable ? new StoreStatus(false, "simulated") : StoreStatus.GOOD;
    }

    @Override
    public CompletionStage<Path> backUp(Path target) {
        return durable.backUp(target);
    }

    private final class Memory implements ChargePointStore {
        private final ChargePointStore disk;

        Memory(ChargePointStore disk) {
            this.disk = disk;
        }

        private <T> CompletionStage<T> read(Supplier<CompletionStage<T>> work) {
            return submit(false, work, result -> { });
        }

        private <T> CompletionStage<T> write(Supplier<CompletionStage<T>> work) {
            return submit(true, work, result -> { });
        }

        @Override
        public CompletionStage<Long> append(OutboxMessage message, Optional<RunningTransaction> journal) {
            return submit(true, () -> disk.append(message, journal), number -> {
                world.tell(() -> "disk: number " + number + " is durable: " + message.action());
                rules.appended(number, message);
            });
        }

        @Override
        public CompletionStage<Optional<OutboxEntry>> head() {
            return read(disk::head);
        }

        @Override
        public CompletionStage<OutboxSize> outboxSize() {
            return read(disk::outboxSize);
        }

        @Override
        public CompletionStage<Void> countAttempt(long number) {
            return write(() -> disk.countAttempt(number));
        }

        @Override
        public CompletionStage<Void> acknowledge(long number, OptionalInt transactionId) {
            return submit(true, () -> disk.acknowledge(number, transactionId), done -> {
                world.tell(() -> "disk: the acknowledgement of number " + number + " is durable");
                rules.acknowledged(number);
            });
        }

        @Override
        public CompletionStage<Void> bury(long number, String reason) {
            return submit(true, () -> disk.bury(number, reason), done -> {
                world.tell(() -> "disk: number " + number + " is buried: " + reason);
                rules.buried(number);
            });
        }

        @Override
        public CompletionStage<List<DeadLetter>> deadLetters() {
            return read(disk::deadLetters);
        }

        @Override
        public CompletionStage<Integer> requeue(Set<Long> numbers) {
            return write(() -> disk.requeue(numbers));
        }

        @Override
        public CompletionStage<Integer> discard(Set<Long> numbers) {
            return write(() -> disk.discard(numbers));
        }

        @Override
        public CompletionStage<List<Dropped>> dropped() {
            return read(disk::dropped);
        }

        @Override
        public Runnable listen(StoreListener listener) {
            return disk.listen(listener);
        }

        @Override
        public CompletionStage<List<RunningTransaction>> runningTransactions() {
            return read(disk::runningTransactions);
        }

        @Override
        public CompletionStage<Void> journal(RunningTransaction transaction) {
            return write(() -> disk.journal(transaction));
        }

        @Override
        public CompletionStage<OptionalInt> transactionId(String transaction) {
            return read(() -> disk.transactionId(transaction));
        }

        @Override
        public CompletionStage<Map<String, String>> variables() {
            return read(disk::variables);
        }

        @Override
        public CompletionStage<Void> putVariable(String name, String value) {
            return write(() -> disk.putVariable(name, value));
        }

        @Override
        public CompletionStage<Void> removeVariable(String name) {
            return write(() -> disk.removeVariable(name));
        }
    }
}
