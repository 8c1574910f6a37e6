package io.holdfast.ocpp16;

/** The answer to a {@link StatusNotificationRequest}. */
public record StatusNotificationResponse() implements Response {
    @Override
    public String action() {
        return "StatusNotification";
    }
}
