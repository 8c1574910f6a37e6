package io.holdfast.ocpp16;

/** How to reset: after the transactions were stopped properly, or at once. */
public enum ResetType implements WireName {
    HARD("Hard"), SOFT("Soft");

    private final String wire;

    ResetType(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }
}
