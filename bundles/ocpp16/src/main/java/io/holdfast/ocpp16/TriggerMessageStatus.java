package io.holdfast.ocpp16;

/** Whether the triggered message will be sent. */
public enum TriggerMessageStatus implements WireName {
    ACCEPTED("Accepted"), REJECTED("Rejected"), NOT_IMPLEMENTED("NotImplemented");

    private final String wire;

    TriggerMessageStatus(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }
}
