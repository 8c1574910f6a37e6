package io.holdfast.ocpp16;

import static io.holdfast.ocpp16.internal.Rules.given;

import io.holdfast.session.TransactionIdResponse;
import java.util.Optional;

/**
 * The answer to a {@link StartTransactionRequest}.
 *
 * @param transactionId any integer
 */
public record StartTransactionResponse(IdTagInfo idTagInfo, int transactionId) implements Response, TransactionIdResponse {
    public StartTransactionResponse {
        given("StartTransaction.conf idTagInfo", idTagInfo);
    }

    @Override
    public String action() {
        return "StartTransaction";
    }

    @Override
    public String idTagStatus() {
        return idTagInfo.status().wire();
    }

    @Override
    public Optional<String> parentIdTag() {
        return idTagInfo.parentIdTag();
    }
}
