package io.holdfast.ocpp16;

import io.holdfast.session.Request;

/** Cancel this reservation. */
public record CancelReservationRequest(int reservationId) implements Request<CancelReservationResponse> {
    @Override
    public String action() {
        return "CancelReservation";
    }
}
