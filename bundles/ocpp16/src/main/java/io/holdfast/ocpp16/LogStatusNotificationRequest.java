package io.holdfast.ocpp16;

import static io.holdfast.ocpp16.internal.Rules.given;

import io.holdfast.session.Request;
import java.util.OptionalInt;

/**
 * How far the upload of a log is.
 *
 * @param requestId absent if Idle
 */
public record LogStatusNotificationRequest(
        UploadLogStatus status, OptionalInt requestId) implements Request<LogStatusNotificationResponse> {
    public LogStatusNotificationRequest {
        given("LogStatusNotification.req status", status);
        given("LogStatusNotification.req requestId", requestId);
    }

    @Override
    public String action() {
        return "LogStatusNotification";
    }
}
