package io.holdfast.ocpp16;

import static io.holdfast.ocpp16.internal.Rules.given;

/** The answer to a {@link RemoteStartTransactionRequest}. */
public record RemoteStartTransactionResponse(RemoteStartStopStatus status) implements Response {
    public RemoteStartTransactionResponse {
        given("RemoteStartTransaction.conf status", status);
    }

    @Override
    public String action() {
        return "RemoteStartTransaction";
    }
}
