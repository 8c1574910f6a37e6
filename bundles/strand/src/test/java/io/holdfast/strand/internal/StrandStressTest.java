package io.holdfast.strand.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.strand.Strand;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Several threads give tasks in every way there is; whatever the schedule, the same must hold. */
class StrandStressTest {
    private static final int GIVERS = 4;
    private static final int TASKS = 300_000;

    private final Strands strands = new Strands();
    private final Strand strand = strands.create("stressed");
    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicInteger collisions = new AtomicInteger();
    private final AtomicInteger disorder = new AtomicInteger();
    /** Plain: what the strand is for. */
    private final int[] lastOf = new int[GIVERS];
    private int runs;

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
        CompletableFuture.allOf(givers).get(30, TimeUnit.SECONDS);
        assertThat(done.await(30, TimeUnit.SECONDS)).as("every task runs").isTrue();

        CompletableFuture<Integer> total = new CompletableFuture<>();
        strand.execute(() -> total.complete(runs));
        assertThat(total.get(10, TimeUnit.SECONDS)).isEqualTo(GIVERS * TASKS);
        assertThat(collisions).hasValue(0);
        assertThat(disorder).hasValue(0);
        strand.close();
        strands.deactivate();
    }

    private void give(int giver, Random random, CyclicBarrier start, CountDownLatch done) {
        try {
            start.await(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
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
            if (random.nextInt(50) == 0) {
                Thread.yield();
            }
        }
    }

    @Test
    void noTimerRunsOnceItWasCancelledOnTheStrand() throws Exception {
        int rounds = 2_000;
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
        assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(strands.pendingTimers()).isZero();
        assertThat(wrong).hasValue(0);
        strand.close();
        strands.deactivate();
    }
}
