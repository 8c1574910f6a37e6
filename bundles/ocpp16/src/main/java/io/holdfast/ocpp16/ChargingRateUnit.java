package io.holdfast.ocpp16;

/** The unit of a charging limit: ampere per phase, or watt for all phases together. */
public enum ChargingRateUnit implements WireName {
    A("A"), W("W");

    private final String wire;

    ChargingRateUnit(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }
}
