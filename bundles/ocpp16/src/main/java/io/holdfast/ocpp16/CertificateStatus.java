package io.holdfast.ocpp16;

/** What became of the installation of a root certificate. */
public enum CertificateStatus implements WireName {
    ACCEPTED("Accepted"), FAILED("Failed"), REJECTED("Rejected");

    private final String wire;

    CertificateStatus(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }
}
