package io.holdfast.ocpp16;

/** Whether a change of availability was made. */
public enum AvailabilityStatus implements WireName {
    ACCEPTED("Accepted"), REJECTED("Rejected"), SCHEDULED("Scheduled");

    private final String wire;

    AvailabilityStatus(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }
}
