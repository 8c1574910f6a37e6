package io.holdfast.strand.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.strand.Strand;
import io.holdfast.strand.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Several threads give tasks in every way there is; whatever the schedule, the same must hold. */
class StrandStressTest {
    private static final int GIVERS = 4;
    /** Times more for a long run. */
    private static final int LONGER = Integer.getInteger("holdfast.stress", 1);
    private static final int TASKS = 300_000 * LONGER;
    private static final Duration PATIENCE = Duration.ofMinutes(3).multipliedBy(LONGER);

    private final Strands strands = new Strands();
    private final Strand strand = strands.create("stressed");
    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicInteger collisions = new AtomicInteger();
    private final AtomicInteger disorder = new AtomicInteger();
    private final ExecutorService pool = Executors.newFixedThreadPool(GIVERS);
    /** Plain: what the strand is for. */
    private final int[] lastOf = new int[GIVERS];
    private int runs;

    @AfterEach
    void endThreads() {
        pool.shutdownNow();
    }

    @Test
    void tasksExcludeEachOtherKeepEachGiversOrderAndAllRun() throws Exception {
        long seed = new Random().nextLong();
        System.out.println("StrandStressTest seed " + seed);
        CountDownLatch done = new CountDownLatch(GIVERS * TASKS);
        CyclicBarrier start = new CyclicBarrier(GIVERS);
        CompletableFuture<?>[] givers = new CompletableFuture<?>[GIVERS];
        for (int g = 0; g < GIVERS; g++) {
            int giver = g;
            Random random = new Random(seed + g);
            givers[g] = CompletableFuture.runAsync(() -> give(giver, random, start, done), task -> new Thread(task).start());
        }
        CompletableFuture.allOf(givers).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(done.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as("every task runs").isTrue();

        CompletableFuture<Integer> total = new CompletableFuture<>();
        strand.execute(() -> total.complete(runs));
        assertThat(total.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo(GIVERS * TASKS);
        assertThat(collisions).hasValue(0);
        assertThat(disorder).hasValue(0);
        strand.close();
        strands.deactivate();
    }

    private void give(int giver, Random random, CyclicBarrier start, CountDownLatch done) {
        join(start);
        for (int i = 1; i <= TASKS; i++) {
            int number = i;
            Runnable task = () -> {
                if (inside.incrementAndGet() != 1 || !strand.isInside()) {
                    collisions.incrementAndGet();
                }
                if (lastOf[giver] != number - 1) {
                    disorder.incrementAndGet();
                }
                lastOf[giver] = number;
                runs++;
                inside.decrementAndGet();
                done.countDown();
            };
            if (random.nextInt(4) == 0) {
                strand.execute(task);
            } else {
                strand.dispatch(task);
            }
            // seldom: on a core that somebody else keeps busy, each costs a time slice
            if (random.nextInt(1_000) == 0) {
                Thread.yield();
            }
        }
    }

    @Test
    void noTimerRunsOnceItWasCancelledOnTheStrand() throws Exception {
        int rounds = 2_000 * LONGER;
        AtomicInteger wrong = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(rounds);
        for (int i = 0; i < rounds; i++) {
            AtomicBoolean cancelled = new AtomicBoolean();
            var timer = strand.schedule(Duration.ofNanos(1_000 + i * 500L), () -> {
                if (cancelled.get()) {
                    wrong.incrementAndGet();
                }
            });
            strand.execute(() -> {
                timer.cancel();
                cancelled.set(true);
                done.countDown();
            });
        }
        assertThat(done.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(strands.pendingTimers()).isZero();
        assertThat(wrong).hasValue(0);
        strand.close();
        strands.deactivate();
    }

    /** Each task gives two more from inside, to its own strand and to the other, and some throw. */
    @Test
    void tasksThatGiveTasksAndThrowExcludeEachOtherOnBothTheirStrands() throws Exception {
        AtomicInteger failures = new AtomicInteger();
        Home home = new CountingHome(pool, failures);
        SerialStrand[] both = {new SerialStrand("left", home, closed -> { }), new SerialStrand("right", home, closed -> { })};
        AtomicInteger[] within = {new AtomicInteger(), new AtomicInteger()};
        int[] ran = new int[2];
        int depth = 10;
        int roots = 40 * LONGER;
        int expected = GIVERS * roots * ((2 << depth) - 1);
        CountDownLatch done = new CountDownLatch(expected);
        CompletableFuture<?>[] givers = new CompletableFuture<?>[GIVERS];
        for (int g = 0; g < GIVERS; g++) {
            int first = g % 2;
            givers[g] = CompletableFuture.runAsync(() -> {
                for (int i = 0; i < roots; i++) {
                    both[first].dispatch(new Splitting(both, within, ran, first, depth, done));
                }
            }, task -> new Thread(task).start());
        }
        CompletableFuture.allOf(givers).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(done.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as("every task runs").isTrue();
        int total = 0;
        for (int side = 0; side < 2; side++) {
            CompletableFuture<Integer> count = new CompletableFuture<>();
            int here = side;
            both[side].execute(() -> count.complete(ran[here]));
            total += count.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
        assertThat(total).isEqualTo(expected);
        assertThat(failures).as("those at the leaves").hasValue(GIVERS * roots * (1 << depth));
        assertThat(within[0]).hasValue(0);
        assertThat(within[1]).hasValue(0);
        strand.close();
        strands.deactivate();
    }

    private record CountingHome(Executor threads, AtomicInteger failures) implements Home {
        @Override
        public void execute(Runnable task) {
            threads.execute(task);
        }

        @Override
        public Timer schedule(Duration delay, Runnable task) {
            throw new UnsupportedOperationException("no task sets a timer");
        }

        @Override
        public Instant now() {
            return Instant.now();
        }

        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public void failed(String strand, Throwable failure) {
            failures.incrementAndGet();
        }
    }

    private record Splitting(SerialStrand[] both, AtomicInteger[] within, int[] ran, int side, int depth, CountDownLatch done)
            implements Runnable {
        @Override
        public void run() {
            if (within[side].incrementAndGet() != 1 || !both[side].isInside()) {
                throw new AssertionError("two tasks at once on " + both[side]);
            }
            ran[side]++;
            if (depth > 0) {
                both[side].dispatch(new Splitting(both, within, ran, side, depth - 1, done));
                both[1 - side].dispatch(new Splitting(both, within, ran, 1 - side, depth - 1, done));
            }
            within[side].decrementAndGet();
            done.countDown();
            if (depth == 0) {
                throw new IllegalStateException("made up");
            }
        }
    }

    @Test
    void noTaskRunsAfterTheOneThatClosesTheStrand() throws Exception {
        AtomicInteger late = new AtomicInteger();
        for (int round = 0; round < 500 * LONGER; round++) {
            Strand closing = strands.create("closing " + round);
            AtomicBoolean closed = new AtomicBoolean();
            CompletableFuture<Void> end = new CompletableFuture<>();
            CyclicBarrier start = new CyclicBarrier(GIVERS);
            CompletableFuture<?>[] givers = new CompletableFuture<?>[GIVERS];
            for (int g = 0; g < GIVERS; g++) {
                int giver = g;
                givers[g] = CompletableFuture.runAsync(() -> {
                    join(start);
                    for (int i = 0; i < 20; i++) {
                        closing.dispatch(() -> late.addAndGet(closed.get() ? 1 : 0));
                        if (giver == 0 && i == 10) {
                            closing.dispatch(() -> {
                                closing.close();
                                closed.set(true);
                                end.complete(null);
                            });
                        }
                        closing.schedule(Duration.ofNanos(1), () -> late.addAndGet(closed.get() ? 1 : 0));
                    }
                }, pool);
            }
            CompletableFuture.allOf(givers).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            // which may be on a home thread still, where the givers had more than a run's budget
            end.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
        assertThat(late).hasValue(0);
        assertThat(strands.pendingTimers()).isZero();
        strand.close();
        strands.deactivate();
    }

    private static void join(CyclicBarrier start) {
        try {
            start.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
