package io.holdfast.ocpp16;

/** The answer to a {@link LogStatusNotificationRequest}. */
public record LogStatusNotificationResponse() implements Response {
    @Override
    public String action() {
        return "LogStatusNotification";
    }
}
