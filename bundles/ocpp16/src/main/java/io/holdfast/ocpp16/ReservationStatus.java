package io.holdfast.ocpp16;

/** What became of a reservation. */
public enum ReservationStatus implements WireName {
    ACCEPTED("Accepted"), FAULTED("Faulted"), OCCUPIED("Occupied"), REJECTED("Rejected"), UNAVAILABLE("Unavailable");

    private final String wire;

    ReservationStatus(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }
}
