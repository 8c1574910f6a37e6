package io.holdfast.ocpp16;

/** Whether the schedule could be computed. */
public enum GetCompositeScheduleStatus implements WireName {
    ACCEPTED("Accepted"), REJECTED("Rejected");

    private final String wire;

    GetCompositeScheduleStatus(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }
}
