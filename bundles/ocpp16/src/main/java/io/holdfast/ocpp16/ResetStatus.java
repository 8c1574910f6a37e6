package io.holdfast.ocpp16;

/** Whether the charge point will reset. */
public enum ResetStatus implements WireName {
    ACCEPTED("Accepted"), REJECTED("Rejected");

    private final String wire;

    ResetStatus(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }
}
