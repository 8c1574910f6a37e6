package io.holdfast.ocpp16;

import static io.holdfast.ocpp16.internal.Rules.given;

import java.util.Optional;

/** The answer to a {@link StopTransactionRequest}. */
public record StopTransactionResponse(Optional<IdTagInfo> idTagInfo) implements Response {
    public StopTransactionResponse {
        given("StopTransaction.conf idTagInfo", idTagInfo);
    }

    @Override
    public String action() {
        return "StopTransaction";
    }
}
