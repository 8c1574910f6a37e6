package io.holdfast.ocpp16;

/** Whether the signed certificate was installed. */
public enum CertificateSignedStatus implements WireName {
    ACCEPTED("Accepted"), REJECTED("Rejected");

    private final String wire;

    CertificateSignedStatus(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }
}
