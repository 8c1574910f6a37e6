package io.holdfast.ocpp16;

import static io.holdfast.ocpp16.internal.Rules.text;
import static io.holdfast.ocpp16.internal.Rules.time;

import io.holdfast.session.Request;
import java.time.Instant;
import java.util.Optional;

/** Something happened that matters for security. */
public record SecurityEventNotificationRequest(
        String type, Instant timestamp, Optional<String> techInfo) implements Request<SecurityEventNotificationResponse> {
    public SecurityEventNotificationRequest {
        text("SecurityEventNotification.req type", type, 50);
        timestamp = time("SecurityEventNotification.req timestamp", timestamp);
        text("SecurityEventNotification.req techInfo", techInfo, 255);
    }

    @Override
    public String action() {
        return "SecurityEventNotification";
    }
}
