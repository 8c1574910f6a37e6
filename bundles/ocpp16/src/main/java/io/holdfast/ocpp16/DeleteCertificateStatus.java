package io.holdfast.ocpp16;

/** Whether a certificate was deleted. */
public enum DeleteCertificateStatus implements WireName {
    ACCEPTED("Accepted"), FAILED("Failed"), NOT_FOUND("NotFound");

    private final String wire;

    DeleteCertificateStatus(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }
}
