package io.holdfast.ocpp16;

import static io.holdfast.ocpp16.internal.Rules.given;

/** The answer to a {@link CancelReservationRequest}. */
public record CancelReservationResponse(CancelReservationStatus status) implements Response {
    public CancelReservationResponse {
        given("CancelReservation.conf status", status);
    }

    @Override
    public String action() {
        return "CancelReservation";
    }
}
