package io.holdfast.ocpp16;

/** Whether a value is plain data or a signed block. */
public enum ValueFormat implements WireName {
    RAW("Raw"), SIGNED_DATA("SignedData");

    private final String wire;

    ValueFormat(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }
}
