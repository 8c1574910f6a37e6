package io.holdfast.ocpp16;

import static io.holdfast.ocpp16.internal.Rules.atLeast;
import static io.holdfast.ocpp16.internal.Rules.given;
import static io.holdfast.ocpp16.internal.Rules.text;
import static io.holdfast.ocpp16.internal.Rules.time;

import io.holdfast.session.Request;
import java.time.Instant;
import java.util.Optional;

/**
 * A connector, or with connector 0 the charge point, is in this state.
 *
 * @param errorCode NoError if there is none
 * @param timestamp when the state began
 */
public record StatusNotificationRequest(
        int connectorId, ChargePointErrorCode errorCode, ChargePointStatus status, Optional<String> info, Optional<Instant> timestamp,
        Optional<String> vendorId, Optional<String> vendorErrorCode) implements Request<StatusNotificationResponse> {
    public StatusNotificationRequest {
        atLeast("StatusNotification.req connectorId", connectorId, 0);
        given("StatusNotification.req errorCode", errorCode);
        given("StatusNotification.req status", status);
        text("StatusNotification.req info", info, 50);
        timestamp = time("StatusNotification.req timestamp", timestamp);
        text("StatusNotification.req vendorId", vendorId, 255);
        text("StatusNotification.req vendorErrorCode", vendorErrorCode, 50);
    }

    @Override
    public String action() {
        return "StatusNotification";
    }

    /** A state without a fault. */
    public static StatusNotificationRequest of(int connectorId, ChargePointStatus status, Instant timestamp) {
        return new StatusNotificationRequest(connectorId, ChargePointErrorCode.NO_ERROR, status, Optional.empty(),
            Optional.of(timestamp), Optional.empty(), Optional.empty());
    }
}
