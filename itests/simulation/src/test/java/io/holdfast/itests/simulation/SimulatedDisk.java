package io.holdfast.itests.simulation;

import io.holdfast.store.ChargePointStore;
import io.holdfast.store.DeadLetter;
import io.holdfast.store.Dropped;
import io.holdfast.store.OutboxEntry;
import io.holdfast.store.OutboxMessage;
import io.holdfast.store.OutboxSize;
import io.holdfast.store.RunningTransaction;
import io.holdfast.store.StartAnswer;
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
    private MemoryStore durable = new MemoryStore();
    private final List<Work<?>> waiting = new ArrayList<>();
    private boolean syncing;
    private long life;
    private Duration sync = QUICK;
    private boolean full;
    private boolean unreadable;
    private boolean losesEverything;
    private boolean acknowledgementKills;
    private boolean acknowledged;

    SimulatedDisk(World world, Random random) {
        this.world = world;
        this.random = random;
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

    /** With the next crash: its file is then found corrupt and set aside, and the gateway begins with an empty one. */
    void loseEverything() {
        losesEverything = true;
    }

    /** The process dies when the next acknowledgement has become durable and nobody knows of it yet. */
    void killAtAcknowledgement() {
        acknowledgementKills = true;
    }

    void heal() {
        acknowledgementKills = false;
        sync = QUICK;
        full = false;
        unreadable = false;
    }

    /**
     * The process has died. What its system had taken is written yet, in order. If the power went too, the sectors of what
     * was not synced were written in any order, so each record is whole, torn or not there at all; recovery takes records up
     * to the first that is not whole.
     */
    void crash(boolean powerCut) {
        life++;
        int taken = random.nextInt(waiting.size() + 1);
        int whole = 0;
        while (whole < taken && !(powerCut && random.nextInt(3) == 0)) {
            waiting.get(whole++).apply();
        }
        waiting.clear();
        syncing = false;
        if (losesEverything) {
            losesEverything = false;
            world.tell(() -> "disk: the file is corrupt and set aside");
            durable = new MemoryStore();
            world.posts.forEach(Post::forgets);
        }
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
                acknowledged = false;
                done.forEach(Work::apply);
                syncing = false;
                if (acknowledgementKills && acknowledged) {
                    acknowledgementKills = false;
                    world.crash(false, Duration.ofSeconds(random.nextInt(20)));
                    return;
                }
                begin();
                done.forEach(Work::confirm);
            }
        });
    }

    @Override
    public ChargePointStore chargePoint(String chargePointId) {
        Post post = world.posts.stream().filter(one -> one.id.equals(chargePointId)).findFirst().orElseThrow();
        return new Memory(post, durable.chargePoint(chargePointId));
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
        private final Post post;
        private final ChargePointStore disk;
        private boolean variablesRead;
        private boolean asked;

        Memory(Post post, ChargePointStore disk) {
            this.post = post;
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
                post.tell(() -> "disk: number " + number + " is durable: " + message.action());
                post.delivery.appended(number, message);
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
        public CompletionStage<Void> acknowledge(long number, Optional<StartAnswer> answer) {
            return submit(true, () -> disk.acknowledge(number, answer), done -> {
                post.tell(() -> "disk: the acknowledgement of number " + number + " is durable");
                post.delivery.acknowledged(number);
                acknowledged = true;
            });
        }

        @Override
        public CompletionStage<Void> bury(long number, String reason) {
            return submit(true, () -> disk.bury(number, reason), done -> {
                post.tell(() -> "disk: number " + number + " is buried: " + reason);
                post.delivery.buried(number);
            });
        }

        @Override
        public CompletionStage<List<DeadLetter>> deadLetters() {
            return read(disk::deadLetters);
        }

        @Override
        public CompletionStage<Integer> deadLetterCount() {
            return read(disk::deadLetterCount);
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
            return read(disk::runningTransactions).whenComplete((journal, failure) -> {
                if (failure == null && variablesRead) {
                    post.remembers();
                }
                if (!asked) {
                    asked = true;
                    post.begins();
                }
            });
        }

        @Override
        public CompletionStage<Void> journal(RunningTransaction transaction) {
            return write(() -> disk.journal(transaction));
        }

        @Override
        public CompletionStage<Optional<StartAnswer>> startAnswer(String transaction) {
            return read(() -> disk.startAnswer(transaction));
        }

        @Override
        public CompletionStage<Map<String, String>> variables() {
            return read(disk::variables).whenComplete((all, failure) -> variablesRead = failure == null);
        }

        @Override
        public CompletionStage<Void> putVariable(String name, String value) {
            return submit(true, () -> disk.putVariable(name, value), done -> post.keyStored(name, value));
        }

        @Override
        public CompletionStage<Void> removeVariable(String name) {
            return write(() -> disk.removeVariable(name));
        }
    }
}
