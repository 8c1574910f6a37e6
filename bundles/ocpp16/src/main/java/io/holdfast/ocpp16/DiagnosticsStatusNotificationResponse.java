package io.holdfast.ocpp16;

/** The answer to a {@link DiagnosticsStatusNotificationRequest}. */
public record DiagnosticsStatusNotificationResponse() implements Response {
    @Override
    public String action() {
        return "DiagnosticsStatusNotification";
    }
}
