package io.holdfast.ocpp16;

import io.holdfast.session.Request;

/** Stop this transaction. */
public record RemoteStopTransactionRequest(int transactionId) implements Request<RemoteStopTransactionResponse> {
    @Override
    public String action() {
        return "RemoteStopTransaction";
    }
}
