package io.holdfast.ocpp16.internal;

import io.holdfast.ocpp16.CancelReservationRequest;
import io.holdfast.ocpp16.CancelReservationResponse;
import io.holdfast.ocpp16.CancelReservationStatus;
import io.holdfast.ocpp16.ReservationStatus;
import io.holdfast.ocpp16.ReserveNowRequest;
import io.holdfast.ocpp16.ReserveNowResponse;
import io.holdfast.session.PayloadException;
import java.io.IOException;

/** The messages of the Reservation profile. */
final class ReservationMessages {
    private ReservationMessages() {}

    static CancelReservationRequest cancelReservationRequest(Fields in) throws PayloadException {
        return new CancelReservationRequest(in.integer("reservationId"));
    }

    static void write(CancelReservationRequest m, PayloadWriter out) throws IOException {
        out.put("reservationId", m.reservationId());
    }

    static CancelReservationResponse cancelReservationResponse(Fields in) throws PayloadException {
        return new CancelReservationResponse(in.word("status", CancelReservationStatus.class));
    }

    static void write(CancelReservationResponse m, PayloadWriter out) throws IOException {
        out.put("status", m.status());
    }

    static ReserveNowRequest reserveNowRequest(Fields in) throws PayloadException {
        return new ReserveNowRequest(
            in.integer("connectorId"), in.time("expiryDate"), in.text("idTag"), in.integer("reservationId"),
            in.optionalText("parentIdTag"));
    }

    static void write(ReserveNowRequest m, PayloadWriter out) throws IOException {
        out.put("connectorId", m.connectorId()).put("expiryDate", m.expiryDate()).put("idTag", m.idTag())
            .put("reservationId", m.reservationId()).put("parentIdTag", m.parentIdTag());
    }

    static ReserveNowResponse reserveNowResponse(Fields in) throws PayloadException {
        return new ReserveNowResponse(in.word("status", ReservationStatus.class));
    }

    static void write(ReserveNowResponse m, PayloadWriter out) throws IOException {
        out.put("status", m.status());
    }
}
