package io.holdfast.ocpp16;

/** Whether the charge point will try to start or stop. */
public enum RemoteStartStopStatus implements WireName {
    ACCEPTED("Accepted"), REJECTED("Rejected");

    private final String wire;

    RemoteStartStopStatus(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }
}
