package io.holdfast.ocpp16;

import static io.holdfast.ocpp16.internal.Rules.atLeast;
import static io.holdfast.ocpp16.internal.Rules.given;
import static io.holdfast.ocpp16.internal.Rules.notNegative;

import io.holdfast.session.Request;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Fetch, verify and install this firmware.
 *
 * @param requestId named by the SignedFirmwareStatusNotifications that follow
 * @param retryInterval whole seconds
 */
public record SignedUpdateFirmwareRequest(
        int requestId, Firmware firmware, OptionalInt retries,
        Optional<Duration> retryInterval) implements Request<SignedUpdateFirmwareResponse> {
    public SignedUpdateFirmwareRequest {
        given("SignedUpdateFirmware.req firmware", firmware);
        atLeast("SignedUpdateFirmware.req retries", retries, 0);
        notNegative("SignedUpdateFirmware.req retryInterval", retryInterval);
    }

    @Override
    public String action() {
        return "SignedUpdateFirmware";
    }
}
