package io.holdfast.session;

import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/** An answer in which the CSMS gives a transaction its id, and judges whoever began it (1.6: StartTransaction). */
@ConsumerType
public interface TransactionIdResponse {
    /** Any integer is legal. */
    int transactionId();

    /** What the CSMS says of whoever began the transaction, in the version's words. */
    String idTagStatus();

    /** The group of whoever began it, if the CSMS tells one. */
    Optional<String> parentIdTag();
}
