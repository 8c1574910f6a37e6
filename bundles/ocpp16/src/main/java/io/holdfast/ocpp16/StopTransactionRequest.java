package io.holdfast.ocpp16;

import static io.holdfast.ocpp16.internal.Rules.given;
import static io.holdfast.ocpp16.internal.Rules.items;
import static io.holdfast.ocpp16.internal.Rules.text;
import static io.holdfast.ocpp16.internal.Rules.time;

import io.holdfast.session.Timed;
import io.holdfast.session.TransactionBound;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A transaction has stopped.
 *
 * @param meterStop Wh
 * @param idTag who stopped it
 * @param reason absent: Local
 */
public record StopTransactionRequest(
        int meterStop, Instant timestamp, int transactionId, Optional<String> idTag, Optional<Reason> reason,
        List<MeterValue> transactionData) implements TransactionBound<StopTransactionResponse>, Timed<StopTransactionResponse> {
    public StopTransactionRequest {
        timestamp = time("StopTransaction.req timestamp", timestamp);
        text("StopTransaction.req idTag", idTag, 20);
        given("StopTransaction.req reason", reason);
        transactionData = items("StopTransaction.req transactionData", transactionData);
    }

    @Override
    public String action() {
        return "StopTransaction";
    }

    @Override
    public StopTransactionRequest withTransactionId(int id) {
        return new StopTransactionRequest(meterStop, timestamp, id, idTag, reason, transactionData);
    }

    @Override
    public StopTransactionRequest withTimes(UnaryOperator<Instant> correction) {
        return new StopTransactionRequest(meterStop, correction.apply(timestamp), transactionId, idTag, reason,
            transactionData.stream().map(value -> value.withTime(correction)).toList());
    }
}
