package io.holdfast.reconnect.internal;

import io.holdfast.reconnect.ReconnectSettings.Backoff;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * The waits between attempts: {@code wait(n) = W · 2^min(n−1, R) + rand(0..J)} (OCPP 2.0.1 part 4 §5.3). The random part is
 * fresh for each wait.
 */
final class BackoffPolicy {
    private static final Duration LONGEST_WAIT = Duration.ofDays(1);
    /** A server that asks for more is probably wrong, and a charge point that obeyed would be gone. */
    private static final Duration LONGEST_RETRY_AFTER = Duration.ofHours(1);
    private final RandomGenerator random;

    BackoffPolicy(RandomGenerator random) {
        this.random = random;
    }

    /**
     * @param n counts the waits from 1
     * @param retryAfter what the server asked for, or zero; the random part comes on top, for it asked the whole street
     */
    Duration delay(Backoff backoff, int n, Duration retryAfter) {
        Duration doubled = backoff.waitMinimum().multipliedBy(1L << Math.min(n - 1, backoff.repeatTimes()));
        Duration wait = longer(shorter(doubled, LONGEST_WAIT), shorter(retryAfter, LONGEST_RETRY_AFTER));
        return wait.plus(within(backoff.randomRange()));
    }

    /** A random moment within the range. */
    Duration within(Duration range) {
        return range.isZero() ? Duration.ZERO : Duration.ofMillis(random.nextLong(range.toMillis() + 1));
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }
}
