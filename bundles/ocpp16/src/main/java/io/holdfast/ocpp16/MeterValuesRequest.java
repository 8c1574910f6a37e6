package io.holdfast.ocpp16;

import static io.holdfast.ocpp16.internal.Rules.atLeast;
import static io.holdfast.ocpp16.internal.Rules.atLeastOne;
import static io.holdfast.ocpp16.internal.Rules.given;

import io.holdfast.session.Timed;
import io.holdfast.session.TransactionBound;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;

/**
 * Measured values, of a transaction or not.
 *
 * @param connectorId 0: the main meter
 * @param meterValue at least one
 * @param transactionId absent: outside any transaction
 */
public record MeterValuesRequest(
        int connectorId, List<MeterValue> meterValue, OptionalInt transactionId) implements TransactionBound<MeterValuesResponse>,
        Timed<MeterValuesResponse> {
    public MeterValuesRequest {
        atLeast("MeterValues.req connectorId", connectorId, 0);
        meterValue = atLeastOne("MeterValues.req meterValue", meterValue);
        given("MeterValues.req transactionId", transactionId);
    }

    @Override
    public String action() {
        return "MeterValues";
    }

    /** The same with this transaction id, if it belongs to a transaction at all. */
    @Override
    public MeterValuesRequest withTransactionId(int id) {
        return transactionId.isPresent() ? new MeterValuesRequest(connectorId, meterValue, OptionalInt.of(id)) : this;
    }

    @Override
    public MeterValuesRequest withTimes(UnaryOperator<Instant> correction) {
        return new MeterValuesRequest(connectorId, meterValue.stream().map(value -> value.withTime(correction)).toList(), transactionId);
    }
}
