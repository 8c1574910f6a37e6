package io.holdfast.reconnect.internal;

import io.holdfast.reconnect.ReconnectSettings.Backoff;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * The waits between attempts: {@code wait(n) = W · 2^min(n−1, R) + rand(0..J)} (OCPP 2.0.1 part 4 §5.3). The random part is
 * fresh for each wait.
 */
final class BackoffPolicy {
    private final RandomGenerator random;

    BackoffPolicy(RandomGenerator random) {
        this.random = random;
    }

    /** @param n counts the waits from 1 */
    Duration delay(Backoff backoff, int n) {
        return backoff.waitMinimum().multipliedBy(1L << Math.min(n - 1, backoff.repeatTimes())).plus(within(backoff.randomRange()));
    }

    /** A random moment within the range. */
    Duration within(Duration range) {
        return range.isZero() ? Duration.ZERO : Duration.ofMillis(random.nextLong(range.toMillis() + 1));
    }
}
