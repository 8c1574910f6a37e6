package io.holdfast.csms;

import java.util.List;

/**
 * A StartTransaction, MeterValues or StopTransaction and how often it was transmitted.
 *
 * @param connector of a StopTransaction that of its transaction's start, 0 where the log doesn't have it
 * @param timestamp as sent; of MeterValues the first meter value's
 * @param transmissions in the order of arrival, not empty
 * @param answered whether a CALLRESULT was sent to any of them
 */
public record TransactionMessage(String action, int connector, String timestamp, List<Frame> transmissions, boolean answered) {
    public TransactionMessage {
        transmissions = List.copyOf(transmissions);
    }
}
