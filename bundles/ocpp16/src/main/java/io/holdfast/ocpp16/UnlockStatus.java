package io.holdfast.ocpp16;

/** What became of unlocking a connector. */
public enum UnlockStatus implements WireName {
    UNLOCKED("Unlocked"), UNLOCK_FAILED("UnlockFailed"), NOT_SUPPORTED("NotSupported");

    private final String wire;

    UnlockStatus(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }
}
