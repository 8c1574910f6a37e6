package io.holdfast.ocpp16;

/** Whether the log will be uploaded. */
public enum LogStatus implements WireName {
    ACCEPTED("Accepted"), REJECTED("Rejected"), ACCEPTED_CANCELED("AcceptedCanceled");

    private final String wire;

    LogStatus(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }
}
