package io.holdfast.session.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The CSMS's clock minus ours, estimated from an answer that carries its time: it was read about half-way. */
final class ClockOffset {
    /** Read by other threads too, for the status. */
    private volatile Duration offset;

    void update(Instant currentTime, Instant receivedAt, Duration roundTrip) {
        offset = Duration.between(receivedAt.minus(roundTrip.dividedBy(2)), currentTime);
    }

    Optional<Duration> get() {
        return Optional.ofNullable(offset);
    }
}
