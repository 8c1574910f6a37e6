package io.holdfast.ocpp16;

import static io.holdfast.ocpp16.internal.Rules.atLeast;
import static io.holdfast.ocpp16.internal.Rules.given;
import static io.holdfast.ocpp16.internal.Rules.text;

import io.holdfast.session.Request;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Start a transaction with this idTag.
 *
 * @param connectorId absent: the charge point chooses
 */
public record RemoteStartTransactionRequest(
        String idTag, OptionalInt connectorId,
        Optional<ChargingProfile> chargingProfile) implements Request<RemoteStartTransactionResponse> {
    public RemoteStartTransactionRequest {
        text("RemoteStartTransaction.req idTag", idTag, 20);
        atLeast("RemoteStartTransaction.req connectorId", connectorId, 0);
        given("RemoteStartTransaction.req chargingProfile", chargingProfile);
    }

    @Override
    public String action() {
        return "RemoteStartTransaction";
    }
}
