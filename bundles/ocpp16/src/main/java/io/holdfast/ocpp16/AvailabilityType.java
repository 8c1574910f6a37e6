package io.holdfast.ocpp16;

/** The availability that is asked for. */
public enum AvailabilityType implements WireName {
    INOPERATIVE("Inoperative"), OPERATIVE("Operative");

    private final String wire;

    AvailabilityType(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }
}
