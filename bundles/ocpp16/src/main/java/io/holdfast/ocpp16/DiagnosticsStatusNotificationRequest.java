package io.holdfast.ocpp16;

import static io.holdfast.ocpp16.internal.Rules.given;

import io.holdfast.session.Request;

/** How far the upload of diagnostics is. */
public record DiagnosticsStatusNotificationRequest(DiagnosticsStatus status) implements Request<DiagnosticsStatusNotificationResponse> {
    public DiagnosticsStatusNotificationRequest {
        given("DiagnosticsStatusNotification.req status", status);
    }

    @Override
    public String action() {
        return "DiagnosticsStatusNotification";
    }
}
