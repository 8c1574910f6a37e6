package io.holdfast.ocpp16;

/** Whether the authorization cache was cleared. */
public enum ClearCacheStatus implements WireName {
    ACCEPTED("Accepted"), REJECTED("Rejected");

    private final String wire;

    ClearCacheStatus(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }
}
