package io.holdfast.strand.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.strand.Strand;
import io.holdfast.strand.Timer;
import io.holdfast.strand.testing.VirtualTime;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SerialStrandTest {
    private final VirtualTime time = new VirtualTime();
    private final Strand strand = time.strand("cp-1");
    private final List<String> seen = new ArrayList<>();

    @Test
    void aDispatchedTaskHasRunWhenTheCallReturnsIfNobodyIsInside() {
        strand.dispatch(() -> seen.add("inside " + strand.isInside()));
        assertThat(seen).containsExactly("inside true");
        assertThat(strand.isInside()).isFalse();
    }

    @Test
    void anExecutedTaskWaitsForTheHomeExecutor() {
        strand.execute(() -> seen.add("inside " + strand.isInside()));
        assertThat(seen).isEmpty();
        time.runUntilIdle();
        assertThat(seen).containsExactly("inside true");
        assertThat(strand.isInside()).isFalse();
    }

    @Test
    void aTaskGivenFromInsideQueuesBehindThePresentOne() {
        strand.dispatch(() -> {
            strand.dispatch(() -> seen.add("dispatched"));
            strand.execute(() -> seen.add("executed"));
            seen.add("first");
        });
        assertThat(seen).containsExactly("first", "dispatched", "executed");
    }

    @Test
    void aDispatchedTaskDoesNotOvertakeAnExecutedOne() {
        strand.execute(() -> seen.add("executed"));
        strand.dispatch(() -> seen.add("dispatched"));
        time.runUntilIdle();
        assertThat(seen).containsExactly("executed", "dispatched");
    }

    @Test
    void aTaskMayEnterAnotherStrandAndComeBack() {
        Strand other = time.strand("cp-2");
        strand.dispatch(() -> {
            other.dispatch(() -> {
                seen.add("other, inside both " + (strand.isInside() && other.isInside()));
                strand.dispatch(() -> seen.add("back, inside other " + other.isInside()));
            });
            seen.add("first ends");
        });
        assertThat(seen).containsExactly("other, inside both true", "first ends", "back, inside other false");
    }

    @Test
    void aRunGivesItsThreadBackAfterItsBudgetAndGoesOnAtHomeInOrder() {
        strand.dispatch(() -> IntStream.range(1, 200).forEach(i -> strand.dispatch(() -> seen.add(Integer.toString(i)))));
        assertThat(seen).hasSize(SerialStrand.BUDGET - 1);
        strand.dispatch(() -> seen.add("late"));
        assertThat(seen).hasSize(SerialStrand.BUDGET - 1);

        time.runUntilIdle();
        List<String> expected = new ArrayList<>(IntStream.range(1, 200).mapToObj(Integer::toString).toList());
        expected.add("late");
        assertThat(seen).isEqualTo(expected);
    }

    @Test
    void twoBusyStrandsTakeTurnsAtHome() {
        Strand other = time.strand("cp-2");
        for (int i = 0; i < SerialStrand.BUDGET + 1; i++) {
            strand.execute(() -> seen.add("1"));
            other.execute(() -> seen.add("2"));
        }
        time.runUntilIdle();
        assertThat(seen.subList(0, SerialStrand.BUDGET)).containsOnly("1");
        assertThat(seen.subList(SerialStrand.BUDGET, 2 * SerialStrand.BUDGET)).containsOnly("2");
        assertThat(seen.subList(2 * SerialStrand.BUDGET, seen.size())).containsExactly("1", "2");
    }

    @Test
    void whateverATaskThrowsHarmsNoOther() {
        strand.dispatch(() -> {
            strand.dispatch(() -> {
                throw new StackOverflowError("made up");
            });
            strand.dispatch(() -> seen.add("after"));
            throw new IllegalStateException("made up");
        });
        strand.dispatch(() -> seen.add("later"));
        assertThat(seen).containsExactly("after", "later");
        assertThat(time.takeFailures()).hasSize(2);
    }

    @Test
    void aReportThatFailsHarmsNoTaskEither() {
        Strand unlucky = new SerialStrand("unlucky", new DeafHome(), closed -> { });
        unlucky.dispatch(() -> {
            throw new IllegalStateException("made up");
        });
        unlucky.dispatch(() -> seen.add("later"));
        assertThat(seen).containsExactly("later");
    }

    @Test
    void aTimerFiresOnTheStrandAfterItsDelay() {
        strand.schedule(Duration.ofSeconds(5), () -> seen.add("inside " + strand.isInside()));
        time.advance(Duration.ofMillis(4999));
        assertThat(seen).isEmpty();
        time.advance(Duration.ofMillis(1));
        assertThat(seen).containsExactly("inside true");
    }

    @Test
    void aTimerWithoutDelayQueuesEvenFromInside() {
        strand.dispatch(() -> {
            strand.schedule(Duration.ZERO, () -> seen.add("zero"));
            strand.schedule(Duration.ofSeconds(-1), () -> seen.add("negative"));
            seen.add("first");
        });
        strand.schedule(Duration.ZERO, () -> seen.add("outside"));
        assertThat(seen).containsExactly("first", "zero", "negative");
        time.runUntilIdle();
        assertThat(seen).containsExactly("first", "zero", "negative", "outside");
    }

    @Test
    void aCancelledTimerLeavesNothingBehind() {
        Timer timer = strand.schedule(Duration.ofDays(1), () -> seen.add("fired"));
        timer.cancel();
        timer.cancel();
        assertThat(time.pendingTimers()).isZero();
        time.advance(Duration.ofDays(2));
        assertThat(seen).isEmpty();
    }

    @Test
    void aTimerCancelledOnTheStrandDoesNotRunThoughItIsQueued() {
        List<Timer> timers = new ArrayList<>();
        timers.add(strand.schedule(Duration.ofSeconds(1), () -> seen.add("fired")));
        strand.dispatch(() -> {
            time.advance(Duration.ofSeconds(1));
            timers.get(0).cancel();
            seen.add("cancelled");
        });
        time.runUntilIdle();
        assertThat(seen).containsExactly("cancelled");
    }

    @Test
    void aTimerCancelsAnotherThatIsDueAtTheSameMoment() {
        List<Timer> timers = new ArrayList<>();
        strand.schedule(Duration.ofSeconds(1), () -> timers.get(0).cancel());
        timers.add(strand.schedule(Duration.ofSeconds(1), () -> seen.add("fired")));
        time.advance(Duration.ofSeconds(1));
        assertThat(seen).isEmpty();
    }

    @Test
    void closingDropsTimersAndQueuedTasksAndWhatComesLater() {
        strand.schedule(Duration.ofSeconds(1), () -> seen.add("timer"));
        strand.execute(() -> seen.add("queued"));
        strand.close();
        strand.execute(() -> seen.add("executed later"));
        strand.dispatch(() -> seen.add("dispatched later"));
        strand.schedule(Duration.ofSeconds(1), () -> seen.add("timer later"));
        assertThat(time.pendingTimers()).isZero();
        time.advance(Duration.ofSeconds(2));
        assertThat(seen).isEmpty();
    }

    @Test
    void theTaskThatClosesItsStrandEndsNormallyAndIsTheLast() {
        strand.dispatch(() -> {
            strand.dispatch(() -> seen.add("queued"));
            strand.close();
            seen.add("end of the last");
        });
        time.runUntilIdle();
        assertThat(seen).containsExactly("end of the last");
    }

    @Test
    void whatRunsOffTheStrandIsNotInside() {
        strand.dispatch(() -> strand.offStrand().execute(() -> seen.add("inside " + strand.isInside())));
        assertThat(seen).isEmpty();
        time.runUntilIdle();
        assertThat(seen).containsExactly("inside false");
    }

    @Test
    void anUncontendedDispatchAllocatesNothing() {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        int rounds = 100_000;
        int[] runs = new int[1];
        Runnable task = () -> runs[0]++;
        for (int i = 0; i < rounds; i++) {
            strand.dispatch(task);
        }
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < rounds; i++) {
            strand.dispatch(task);
        }
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(runs[0]).isEqualTo(2 * rounds);
        // less than the smallest object for each
        assertThat(allocated).isLessThan(rounds);
    }

    /** Fails whenever it is told of a failure, as a logger that is being stopped does. */
    private static final class DeafHome implements Home {
        @Override
        public void execute(Runnable task) {
            task.run();
        }

        @Override
        public Timer schedule(Duration delay, Runnable task) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Instant now() {
            return Instant.EPOCH;
        }

        @Override
        public long nanoTime() {
            return 0;
        }

        @Override
        public void failed(String strand, Throwable failure) {
            throw new NoClassDefFoundError("made up");
        }
    }
}
