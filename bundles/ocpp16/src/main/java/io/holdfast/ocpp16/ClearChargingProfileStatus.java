package io.holdfast.ocpp16;

/** Whether a charging profile matched and was cleared. */
public enum ClearChargingProfileStatus implements WireName {
    ACCEPTED("Accepted"), UNKNOWN("Unknown");

    private final String wire;

    ClearChargingProfileStatus(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }
}
