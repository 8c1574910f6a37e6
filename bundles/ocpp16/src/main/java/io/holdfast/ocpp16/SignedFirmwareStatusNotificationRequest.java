package io.holdfast.ocpp16;

import static io.holdfast.ocpp16.internal.Rules.given;

import io.holdfast.session.Request;
import java.util.OptionalInt;

/**
 * How far the update of signed firmware is.
 *
 * @param requestId absent if Idle
 */
public record SignedFirmwareStatusNotificationRequest(
        SignedFirmwareStatus status, OptionalInt requestId) implements Request<SignedFirmwareStatusNotificationResponse> {
    public SignedFirmwareStatusNotificationRequest {
        given("SignedFirmwareStatusNotification.req status", status);
        given("SignedFirmwareStatusNotification.req requestId", requestId);
    }

    @Override
    public String action() {
        return "SignedFirmwareStatusNotification";
    }
}
