package io.holdfast.session;

import org.osgi.annotation.versioning.ConsumerType;

/** An answer in which the CSMS gives a transaction its id (1.6: StartTransaction). Any integer is legal. */
@ConsumerType
public interface TransactionIdResponse {
    int transactionId();
}
