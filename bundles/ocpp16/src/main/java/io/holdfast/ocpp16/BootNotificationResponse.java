package io.holdfast.ocpp16;

import static io.holdfast.ocpp16.internal.Rules.given;
import static io.holdfast.ocpp16.internal.Rules.seconds;
import static io.holdfast.ocpp16.internal.Rules.time;

import io.holdfast.session.RegistrationResponse;
import io.holdfast.session.RegistrationStatus;
import java.time.Duration;
import java.time.Instant;

/**
 * The answer to a {@link BootNotificationRequest}.
 *
 * @param interval Accepted: between heartbeats; otherwise least time until the next BootNotification; whole seconds
 */
public record BootNotificationResponse(
        RegistrationStatus status, Instant currentTime, Duration interval) implements Response, RegistrationResponse {
    public BootNotificationResponse {
        given("BootNotification.conf status", status);
        currentTime = time("BootNotification.conf currentTime", currentTime);
        seconds("BootNotification.conf interval", interval);
    }

    @Override
    public String action() {
        return "BootNotification";
    }

    @Override
    public RegistrationStatus registrationStatus() {
        return status;
    }

    @Override
    public Duration retryOrHeartbeatInterval() {
        return interval.isNegative() ? Duration.ZERO : interval;
    }
}
