package io.holdfast.ocpp16;

/** What became of a new local authorization list. */
public enum UpdateStatus implements WireName {
    ACCEPTED("Accepted"), FAILED("Failed"), NOT_SUPPORTED("NotSupported"), VERSION_MISMATCH("VersionMismatch");

    private final String wire;

    UpdateStatus(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }
}
