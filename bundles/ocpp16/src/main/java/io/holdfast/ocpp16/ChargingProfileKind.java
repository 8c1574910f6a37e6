package io.holdfast.ocpp16;

/** From when a charging schedule counts. */
public enum ChargingProfileKind implements WireName {
    ABSOLUTE("Absolute"), RECURRING("Recurring"), RELATIVE("Relative");

    private final String wire;

    ChargingProfileKind(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }
}
