package io.holdfast.ocpp16;

/** The answer to a {@link SecurityEventNotificationRequest}. */
public record SecurityEventNotificationResponse() implements Response {
    @Override
    public String action() {
        return "SecurityEventNotification";
    }
}
