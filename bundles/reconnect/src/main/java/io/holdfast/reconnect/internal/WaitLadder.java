package io.holdfast.reconnect.internal;

import io.holdfast.reconnect.ReconnectSettings.Backoff;
import java.time.Duration;

/**
 * How far the waits have grown. Failures count from the last open connection; connections that die young, one after the
 * other, count separately, so that a server that accepts and closes is not hammered. Pure but for the policy's random part.
 */
final class WaitLadder {
    private final BackoffPolicy policy;
    private int attempt;
    private int waits;
    private int youngDeaths;
    private boolean spread;

    WaitLadder(BackoffPolicy policy) {
        this.policy = policy;
    }

    /** Counts from 1 since a connection was last open. */
    int attempt() {
        return attempt;
    }

    void attemptBegins() {
        attempt++;
    }

    void opened() {
        attempt = 0;
        waits = 0;
    }

    void diedYoung() {
        youngDeaths++;
    }

    void grewOld() {
        youngDeaths = 0;
    }

    void stopped() {
        attempt = 0;
        waits = 0;
        youngDeaths = 0;
    }

    /** @param retryAfter what the server asked for, or zero */
    Duration next(Backoff backoff, Duration retryAfter) {
        waits++;
        return policy.delay(backoff, Math.max(waits, youngDeaths), retryAfter);
    }

    /** For the first attempt of all, a random moment within the range: a whole street comes back after a power cut at the same second. */
    Duration beforeTheFirst(Duration range) {
        Duration wait = spread ? Duration.ZERO : policy.within(range);
        spread = true;
        return wait;
    }

    /** A random moment within the range, or within that of the first attempt if this is it. */
    Duration afterSwap(Duration range, Duration rangeOfTheFirst) {
        return spread ? policy.within(range) : beforeTheFirst(rangeOfTheFirst);
    }
}
