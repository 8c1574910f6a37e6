package io.holdfast.ocpp16;

/** The answer to a {@link FirmwareStatusNotificationRequest}. */
public record FirmwareStatusNotificationResponse() implements Response {
    @Override
    public String action() {
        return "FirmwareStatusNotification";
    }
}
