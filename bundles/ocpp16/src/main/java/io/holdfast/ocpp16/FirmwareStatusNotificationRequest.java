package io.holdfast.ocpp16;

import static io.holdfast.ocpp16.internal.Rules.given;

import io.holdfast.session.Request;

/** How far the update of the firmware is. */
public record FirmwareStatusNotificationRequest(FirmwareStatus status) implements Request<FirmwareStatusNotificationResponse> {
    public FirmwareStatusNotificationRequest {
        given("FirmwareStatusNotification.req status", status);
    }

    @Override
    public String action() {
        return "FirmwareStatusNotification";
    }
}
