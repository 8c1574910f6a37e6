package io.holdfast.itests.simulation;

import io.holdfast.itests.invariants.OcppFrame;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * A transaction message that was answered with an error waits TransactionMessageRetryInterval times the errors so far before
 * it is sent again, and with TransactionMessageAttempts errors it is not (OCPP 1.6 §3.7.1). In one life of the process: a
 * disk that could not be written may have forgotten an error.
 */
final class RetryRules {
    private final Supplier<Duration> interval;
    private final IntSupplier attempts;
    private final Consumer<String> broken;
    private String underWay = "";
    private String refused = "";
    private int errors;
    private long refusedAt;
    private Duration intervalThen = Duration.ZERO;
    private boolean givenUp;

    RetryRules(Supplier<Duration> interval, IntSupplier attempts, Consumer<String> broken) {
        this.interval = interval;
        this.attempts = attempts;
        this.broken = broken;
    }

    void processStarted() {
        underWay = "";
        refused = "";
    }

    /** @param stored a message of the outbox */
    void sent(OcppFrame call, boolean stored, long nanos) {
        underWay = stored ? call.action() + call.payload() : "";
        if (!stored || !underWay.equals(refused)) {
            return;
        }
        if (givenUp) {
            broken.accept("sent again although it had " + errors + " errors, as many as are allowed: " + call);
        }
        // the one that holds when the error has been counted, which takes the disk's time
        Duration least = interval.get().compareTo(intervalThen) < 0 ? interval.get() : intervalThen;
        Duration waited = Duration.ofNanos(nanos - refusedAt);
        if (waited.compareTo(least.multipliedBy(errors)) < 0) {
            broken.accept("sent again " + waited + " after error " + errors + " although the interval is " + least + ": " + call);
        }
    }

    /** The answer to what was sent last. */
    void answered(OcppFrame answer, long nanos) {
        if (answer.type() == OcppFrame.CALLERROR && !underWay.isEmpty()) {
            errors = underWay.equals(refused) ? errors + 1 : 1;
            refused = underWay;
            refusedAt = nanos;
            intervalThen = interval.get();
            givenUp = errors >= attempts.getAsInt();
        }
        underWay = "";
    }
}
