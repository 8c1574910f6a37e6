package io.holdfast.ocpp16;

import static io.holdfast.ocpp16.internal.Rules.given;

/** The answer to a {@link ReserveNowRequest}. */
public record ReserveNowResponse(ReservationStatus status) implements Response {
    public ReserveNowResponse {
        given("ReserveNow.conf status", status);
    }

    @Override
    public String action() {
        return "ReserveNow";
    }
}
