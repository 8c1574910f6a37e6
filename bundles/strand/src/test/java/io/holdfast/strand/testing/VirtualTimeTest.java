package io.holdfast.strand.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.strand.Strand;
import io.holdfast.strand.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VirtualTimeTest {
    private final VirtualTime time = new VirtualTime();
    private final Strand strand = time.strand("cp-1");
    private final List<String> seen = new ArrayList<>();

    @Test
    void timersFireInTheOrderOfTheirTimesAndAtTheirTimes() {
        Instant start = time.now();
        strand.schedule(Duration.ofSeconds(20), () -> seen.add("20 " + Duration.between(start, strand.now())));
        strand.schedule(Duration.ofSeconds(10), () -> seen.add("10 " + Duration.between(start, strand.now())));
        strand.schedule(Duration.ofSeconds(10), () -> seen.add("10 again"));

        time.advance(Duration.ofSeconds(19));
        assertThat(seen).containsExactly("10 PT10S", "10 again");
        time.advance(Duration.ofSeconds(1));
        assertThat(seen).containsExactly("10 PT10S", "10 again", "20 PT20S");
    }

    @Test
    void aTimerSetByATimerFiresInTheSameAdvanceIfItIsDue() {
        strand.schedule(Duration.ofSeconds(1), () -> strand.schedule(Duration.ofSeconds(1), () -> seen.add("second")));
        time.advance(Duration.ofSeconds(2));
        assertThat(seen).containsExactly("second");
    }

    @Test
    void aStepOfTheWallClockMovesNoTimer() {
        Instant before = strand.now();
        strand.schedule(Duration.ofSeconds(10), () -> seen.add("fired"));
        time.stepClock(Duration.ofHours(-5));
        assertThat(strand.now()).isEqualTo(before.minus(Duration.ofHours(5)));
        assertThat(strand.nanoTime()).isZero();
        time.advance(Duration.ofSeconds(10));
        assertThat(seen).containsExactly("fired");
        assertThat(strand.nanoTime()).isEqualTo(Duration.ofSeconds(10).toNanos());
    }

    @Test
    void pendingTimersCountsWhatHasNeitherFiredNorBeenCancelled() {
        Timer first = strand.schedule(Duration.ofSeconds(1), () -> { });
        strand.schedule(Duration.ofSeconds(2), () -> { });
        assertThat(time.pendingTimers()).isEqualTo(2);
        first.cancel();
        assertThat(time.pendingTimers()).isEqualTo(1);
        assertThat(time.advanceToNextTimer()).isEqualTo(Duration.ofSeconds(2));
        assertThat(time.pendingTimers()).isZero();
        assertThat(time.advanceToNextTimer()).isZero();
    }

    @Test
    void whatATaskThrowsFailsTheTest() {
        strand.dispatch(() -> {
            throw new IllegalStateException("boom");
        });
        assertThatThrownBy(time::runUntilIdle).isInstanceOf(AssertionError.class).hasMessageContaining("boom");
        time.runUntilIdle();
    }

    @Test
    void anEndlessLoopIsReported() {
        class Loop implements Runnable {
            @Override
            public void run() {
                strand.execute(this);
            }
        }
        strand.execute(new Loop());
        assertThatThrownBy(time::runUntilIdle).isInstanceOf(AssertionError.class).hasMessageContaining("busy");
    }
}
