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
    private RegistrationStatus status;
    private boolean owed = true;
    private Duration interval = Duration.ZERO;
    private long notBeforeNanos;
    private boolean waits;

    /** The last answer; empty while none came that still counts. */
    Optional<RegistrationStatus> status() {
        return Optional.ofNullable(status);
    }

    boolean accepted() {
        return status == RegistrationStatus.ACCEPTED && !owed;
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
    }

    void answered(RegistrationResponse response, Duration ownInterval, long nowNanos) {
        status = response.registrationStatus();
        owed = status != RegistrationStatus.ACCEPTED;
        if (owed) {
            interval = response.retryOrHeartbeatInterval();
            waitFrom(nowNanos, interval.isZero() ? ownInterval : interval);
        } else {
            waits = false;
        }
    }

    /** No usable answer came: again after the last interval that the CSMS named, else after our own. */
    void unanswered(Duration ownInterval, long nowNanos) {
        waitFrom(nowNanos, interval.isZero() ? ownInterval : interval);
    }

    private void waitFrom(long nowNanos, Duration wait) {
        waits = true;
        notBeforeNanos = nowNanos + wait.toNanos();
    }
}
