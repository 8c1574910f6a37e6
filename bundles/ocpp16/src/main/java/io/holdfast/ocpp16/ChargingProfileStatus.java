package io.holdfast.ocpp16;

/** Whether a charging profile was taken over. */
public enum ChargingProfileStatus implements WireName {
    ACCEPTED("Accepted"), REJECTED("Rejected"), NOT_SUPPORTED("NotSupported");

    private final String wire;

    ChargingProfileStatus(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }
}
