package io.holdfast.ocpp16;

/** How often a recurring schedule begins again. */
public enum RecurrencyKind implements WireName {
    DAILY("Daily"), WEEKLY("Weekly");

    private final String wire;

    RecurrencyKind(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }
}
