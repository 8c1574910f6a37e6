package io.holdfast.session.internal;

import io.holdfast.session.RegistrationResponse;
import io.holdfast.session.RegistrationStatus;
import java.time.Duration;
import java.util.Optional;

/**
 * Whether the CSMS accepts us, and when the next BootNotification may go (OCPP 1.6 §4.2). Outlives connections: after a
 * mere reconnect nothing is owed, and the interval of a Pending or Rejected goes on running. Pure; times are of a clock
 * that never steps.
 */
final class Registration {
    /** A CSMS that names a longer one is probably wrong, and a charge point that obeyed would be gone. */
    private static final Duration LONGEST_INTERVAL = Duration.ofDays(1);

    /** An acceptance is not doubted for so long. */
    private static final Duration FRESH = Duration.ofMinutes(1);

    /** Read by other threads too, for the status. */
    private volatile RegistrationStatus status;
    private boolean owed = true;
    /** A BootNotification was sent and has no outcome yet. What is owed while it is under way is owed after it as well. */
    private boolean asked;
    private Duration interval = Duration.ZERO;
    private long notBeforeNanos;
    private boolean waits;
    private long acceptedAtNanos;
    /** On the present connection. */
    private boolean acceptedHere;

    /** The last answer; empty while none came that still counts. */
    Optional<RegistrationStatus> status() {
        return Optional.ofNullable(status);
    }

    boolean accepted() {
        return status == RegistrationStatus.ACCEPTED && !owed;
    }

    boolean pending() {
        return status == RegistrationStatus.PENDING;
    }

    boolean rejected() {
        return status == RegistrationStatus.REJECTED;
    }

    boolean owed() {
        return owed;
    }

    /** How long the next BootNotification must wait yet; zero: it may go now. */
    Duration remaining(long nowNanos) {
        return waits && notBeforeNanos - nowNanos > 0 ? Duration.ofNanos(notBeforeNanos - nowNanos) : Duration.ZERO;
    }

    /** Owed at once, whatever was answered before. */
    void owe() {
        owed = true;
        waits = false;
        // Pending stays, for a CSMS that triggers a BootNotification may trigger other messages too
        if (!pending()) {
            status = null;
        }
    }

    /** What was answered so far counts no more. */
    void forget() {
        status = null;
        interval = Duration.ZERO;
    }

    /** A BootNotification goes out. */
    void sent() {
        owed = false;
        asked = true;
    }

    boolean awaitsAnswer() {
        return asked;
    }

    void answered(RegistrationResponse response, Duration ownInterval, long nowNanos) {
        asked = false;
        status = response.registrationStatus();
        if (status == RegistrationStatus.ACCEPTED) {
            waits = false;
            acceptedHere = true;
            acceptedAtNanos = nowNanos;
        } else {
            owed = true;
            interval = response.retryOrHeartbeatInterval();
            waitFrom(nowNanos, ownInterval);
        }
    }

    /** No usable answer came: again after the last interval that the CSMS named, else after our own. */
    void unanswered(Duration ownInterval, long nowNanos) {
        asked = false;
        owed = true;
        waitFrom(nowNanos, ownInterval);
    }

    /** The connection has ended. What was not answered is owed on the next one, which has its own back-off. */
    void connectionEnded() {
        owed |= asked;
        asked = false;
        acceptedHere = false;
    }

    /**
     * Whether the CSMS may have lost its registration of us. Not if it has just accepted us on this connection: what it
     * refuses then it refuses for another reason, and another BootNotification would not help.
     */
    boolean mayBeForgotten(long nowNanos) {
        return accepted() && !(acceptedHere && nowNanos - acceptedAtNanos < FRESH.toNanos());
    }

    private void waitFrom(long nowNanos, Duration ownInterval) {
        boolean named = !interval.isZero() && !interval.isNegative();
        Duration wait = !named ? ownInterval : interval.compareTo(LONGEST_INTERVAL) < 0 ? interval : LONGEST_INTERVAL;
        waits = true;
        notBeforeNanos = nowNanos + wait.toNanos();
    }
}
