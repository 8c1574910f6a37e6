package io.holdfast.ocpp16;

/** Whether a request was accepted. */
public enum GenericStatus implements WireName {
    ACCEPTED("Accepted"), REJECTED("Rejected");

    private final String wire;

    GenericStatus(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }
}
