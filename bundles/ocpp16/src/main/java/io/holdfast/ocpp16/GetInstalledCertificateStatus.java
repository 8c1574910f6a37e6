package io.holdfast.ocpp16;

/** Whether there are certificates of the kind that was asked for. */
public enum GetInstalledCertificateStatus implements WireName {
    ACCEPTED("Accepted"), NOT_FOUND("NotFound");

    private final String wire;

    GetInstalledCertificateStatus(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }
}
