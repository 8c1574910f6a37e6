package io.holdfast.signals;

import static io.holdfast.signals.SignalProperties.CONNECTOR_ID;
import static io.holdfast.signals.SignalProperties.ID_TAG;
import static io.holdfast.signals.SignalProperties.METER_WH;
import static io.holdfast.signals.SignalProperties.REASON;
import static io.holdfast.signals.SignalProperties.TRANSACTION;
import static io.holdfast.signals.SignalProperties.TRANSACTION_ID;

import java.util.Optional;
import java.util.OptionalInt;

/** What happens to a charge point's transactions. */
public final class TransactionSignals {
    private TransactionSignals() { }

    /**
     * A transaction has begun.
     *
     * @param transaction our own name of it
     * @param meterWh the meter register at its start
     */
    public static Signal started(String chargePointId, long generation, int connectorId, String transaction, String idTag,
            long meterWh) {
        return Signal.ofChargePoint(Topics.TRANSACTION_STARTED, chargePointId, generation)
            .with(CONNECTOR_ID, connectorId).with(TRANSACTION, transaction).with(ID_TAG, idTag).with(METER_WH, meterWh).done();
    }

    /**
     * A transaction has ended.
     *
     * @param transactionId the CSMS's number of it, if it has told us
     * @param idTag who ended it, where somebody did with a token
     * @param meterWh the meter register at its end
     * @param reason OCPP's word, for instance {@code EVDisconnected}
     */
    public static Signal stopped(String chargePointId, long generation, int connectorId, String transaction,
            OptionalInt transactionId, Optional<String> idTag, long meterWh, String reason) {
        return Signal.ofChargePoint(Topics.TRANSACTION_STOPPED, chargePointId, generation)
            .with(CONNECTOR_ID, connectorId).with(TRANSACTION, transaction)
            .with(TRANSACTION_ID, transactionId.isPresent() ? transactionId.getAsInt() : null)
            .with(ID_TAG, idTag).with(METER_WH, meterWh).with(REASON, reason).done();
    }
}
