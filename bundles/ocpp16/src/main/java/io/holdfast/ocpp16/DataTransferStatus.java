package io.holdfast.ocpp16;

/** What became of a DataTransfer. */
public enum DataTransferStatus implements WireName {
    ACCEPTED("Accepted"), REJECTED("Rejected"), UNKNOWN_MESSAGE_ID("UnknownMessageId"), UNKNOWN_VENDOR_ID("UnknownVendorId");

    private final String wire;

    DataTransferStatus(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }
}
