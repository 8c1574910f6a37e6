package io.holdfast.ocpp16;

/** The answer to a {@link SignedFirmwareStatusNotificationRequest}. */
public record SignedFirmwareStatusNotificationResponse() implements Response {
    @Override
    public String action() {
        return "SignedFirmwareStatusNotification";
    }
}
