package io.holdfast.ocpp16;

import static io.holdfast.ocpp16.internal.Rules.atLeast;
import static io.holdfast.ocpp16.internal.Rules.given;
import static io.holdfast.ocpp16.internal.Rules.text;
import static io.holdfast.ocpp16.internal.Rules.time;

import io.holdfast.session.Timed;
import java.time.Instant;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;

/**
 * A transaction has started.
 *
 * @param meterStart Wh
 * @param reservationId the reservation that this transaction ends
 */
public record StartTransactionRequest(
        int connectorId, String idTag, int meterStart, Instant timestamp,
        OptionalInt reservationId) implements Timed<StartTransactionResponse> {
    public StartTransactionRequest {
        atLeast("StartTransaction.req connectorId", connectorId, 1);
        text("StartTransaction.req idTag", idTag, 20);
        timestamp = time("StartTransaction.req timestamp", timestamp);
        given("StartTransaction.req reservationId", reservationId);
    }

    @Override
    public String action() {
        return "StartTransaction";
    }

    @Override
    public StartTransactionRequest withTimes(UnaryOperator<Instant> correction) {
        return new StartTransactionRequest(connectorId, idTag, meterStart, correction.apply(timestamp), reservationId);
    }
}
