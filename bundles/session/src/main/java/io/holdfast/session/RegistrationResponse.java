package io.holdfast.session;

import java.time.Duration;
import java.time.Instant;
import org.osgi.annotation.versioning.ConsumerType;

/** The answer to a BootNotification, as every version has it. */
@ConsumerType
public interface RegistrationResponse {
    RegistrationStatus registrationStatus();

    /**
     * Accepted: the heartbeat interval; otherwise the least time until the next BootNotification. Zero leaves it to the
     * charge point.
     */
    Duration retryOrHeartbeatInterval();

    Instant currentTime();
}
