package io.holdfast.ocpp16;

/** Whether a reservation was cancelled. */
public enum CancelReservationStatus implements WireName {
    ACCEPTED("Accepted"), REJECTED("Rejected");

    private final String wire;

    CancelReservationStatus(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }
}
