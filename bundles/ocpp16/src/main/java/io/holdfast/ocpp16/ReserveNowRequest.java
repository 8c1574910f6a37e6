package io.holdfast.ocpp16;

import static io.holdfast.ocpp16.internal.Rules.atLeast;
import static io.holdfast.ocpp16.internal.Rules.text;
import static io.holdfast.ocpp16.internal.Rules.time;

import io.holdfast.session.Request;
import java.time.Instant;
import java.util.Optional;

/**
 * Keep a connector, or with connector 0 any connector, for this idTag.
 *
 * @param reservationId an existing reservation of this id is replaced
 */
public record ReserveNowRequest(
        int connectorId, Instant expiryDate, String idTag, int reservationId,
        Optional<String> parentIdTag) implements Request<ReserveNowResponse> {
    public ReserveNowRequest {
        atLeast("ReserveNow.req connectorId", connectorId, 0);
        expiryDate = time("ReserveNow.req expiryDate", expiryDate);
        text("ReserveNow.req idTag", idTag, 20);
        text("ReserveNow.req parentIdTag", parentIdTag, 20);
    }

    @Override
    public String action() {
        return "ReserveNow";
    }
}
