package io.holdfast.ocpp16;

/** Whether a local authorization list replaces the old one or changes it. */
public enum UpdateType implements WireName {
    DIFFERENTIAL("Differential"), FULL("Full");

    private final String wire;

    UpdateType(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }
}
