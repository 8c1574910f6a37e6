package io.holdfast.reconnect.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.reconnect.ReconnectSettings.Backoff;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The figures of OCPP 2.0.1 part 4 §5.3. */
class BackoffPolicyTest {
    private final BackoffPolicy policy = new BackoffPolicy(new Random(7));

    private static Backoff backoff(int waitMinimum, int randomRange, int repeatTimes) {
        return new Backoff(Duration.ofSeconds(waitMinimum), Duration.ofSeconds(randomRange), repeatTimes);
    }

    private List<Long> seconds(Backoff backoff) {
        return IntStream.rangeClosed(1, 6).mapToObj(n -> policy.delay(backoff, n, Duration.ZERO).toSeconds()).toList();
    }

    @Test
    void theWaitDoublesSoManyTimesAndStays() {
        assertThat(seconds(backoff(10, 0, 3))).containsExactly(10L, 20L, 40L, 80L, 80L, 80L);
        assertThat(seconds(backoff(5, 0, 2))).containsExactly(5L, 10L, 20L, 20L, 20L, 20L);
    }

    @Test
    void withoutRepeatsTheWaitIsConstant() {
        assertThat(seconds(backoff(10, 0, 0))).containsOnly(10L);
    }

    @Test
    void theRandomPartIsAddedFreshToEachWait() {
        Backoff backoff = backoff(10, 5, 3);
        for (int n = 1; n <= 6; n++) {
            long base = List.of(10_000L, 20_000L, 40_000L, 80_000L, 80_000L, 80_000L).get(n - 1);
            Set<Long> drawn = new HashSet<>();
            for (int i = 0; i < 1000; i++) {
                long wait = policy.delay(backoff, n, Duration.ZERO).toMillis();
                assertThat(wait).isBetween(base, base + 5000);
                drawn.add(wait);
            }
            assertThat(drawn).hasSizeGreaterThan(500);
        }
    }

    @Test
    void theWholeRangeIsDrawnWithBothItsEnds() {
        Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofMillis(2), 0);
        Set<Long> drawn = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            drawn.add(policy.delay(backoff, 1, Duration.ZERO).toMillis());
        }
        assertThat(drawn).containsExactlyInAnyOrder(1000L, 1001L, 1002L);
    }

    @Test
    void aServerThatAsksForALongerWaitGetsItAndTheRandomPartOnTop() {
        assertThat(policy.delay(backoff(10, 0, 3), 1, Duration.ofSeconds(120))).isEqualTo(Duration.ofSeconds(120));
        assertThat(policy.delay(backoff(10, 0, 3), 4, Duration.ofSeconds(60))).isEqualTo(Duration.ofSeconds(80));
        assertThat(policy.delay(backoff(10, 5, 3), 1, Duration.ofSeconds(120))).isBetween(Duration.ofSeconds(120), Duration.ofSeconds(125));
    }

    @Test
    void noServerCanAskForMoreThanAnHour() {
        assertThat(policy.delay(backoff(10, 0, 3), 1, Duration.ofSeconds(Long.MAX_VALUE))).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void noWaitIsLongerThanADayHoweverOftenItIsDoubled() {
        assertThat(policy.delay(backoff(86_400, 0, 20), 1000, Duration.ZERO)).isEqualTo(Duration.ofDays(1));
        assertThat(policy.delay(backoff(10, 0, 20), Integer.MAX_VALUE, Duration.ZERO)).isEqualTo(Duration.ofDays(1));
    }

    @Test
    void valuesThatMakeNoSenseAreRefusedByName() {
        assertThatThrownBy(() -> backoff(0, 0, 0)).hasMessageContaining("RetryBackOffWaitMinimum PT0S");
        assertThatThrownBy(() -> backoff(86_401, 0, 0)).hasMessageContaining("RetryBackOffWaitMinimum");
        assertThatThrownBy(() -> backoff(1, -1, 0)).hasMessageContaining("RetryBackOffRandomRange PT-1S");
        assertThatThrownBy(() -> backoff(1, 0, 21)).hasMessageContaining("RetryBackOffRepeatTimes 21");
        assertThatThrownBy(() -> Bench.SETTINGS.withPingInterval(Duration.ofSeconds(-1))).hasMessageContaining("WebSocketPingInterval PT-1S");
        assertThatThrownBy(() -> Bench.SETTINGS.withEndpoints(List.of())).hasMessageContaining("no endpoint");
    }
}
