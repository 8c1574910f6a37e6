package io.holdfast.ocpp16;

import static io.holdfast.ocpp16.internal.Rules.given;

/** The answer to a {@link RemoteStopTransactionRequest}. */
public record RemoteStopTransactionResponse(RemoteStartStopStatus status) implements Response {
    public RemoteStopTransactionResponse {
        given("RemoteStopTransaction.conf status", status);
    }

    @Override
    public String action() {
        return "RemoteStopTransaction";
    }
}
