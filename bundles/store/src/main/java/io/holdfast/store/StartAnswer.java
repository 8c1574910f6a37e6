package io.holdfast.store;

import java.util.Objects;
import java.util.Optional;

/**
 * What the CSMS has answered to a transaction's {@link MessageKind#START}.
 *
 * @param transactionId the number that it gave the transaction
 * @param status what it says of whoever started it, in OCPP's words
 * @param parentIdTag the group of whoever started it, if it has told one
 */
public record StartAnswer(int transactionId, String status, Optional<String> parentIdTag) {
    public StartAnswer {
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(parentIdTag, "parentIdTag");
    }
}
