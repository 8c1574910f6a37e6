package io.holdfast.session;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * A request that names its transaction by the id that the CSMS gave it in an earlier answer, and therefore gets it only
 * when it is sent (1.6: StopTransaction, MeterValues). Until then, and if the id never comes, it is
 * {@link #UNKNOWN_TRANSACTION} (1.6 errata 3.18).
 */
@ConsumerType
public interface TransactionBound<R> extends Request<R> {
    int UNKNOWN_TRANSACTION = -1;

    Request<R> withTransactionId(int transactionId);
}
