package io.holdfast.ocpp16;

/** Whether signed firmware will be fetched. */
public enum UpdateFirmwareStatus implements WireName {
    ACCEPTED("Accepted"), REJECTED("Rejected"), ACCEPTED_CANCELED("AcceptedCanceled"), INVALID_CERTIFICATE("InvalidCertificate"),
    REVOKED_CERTIFICATE("RevokedCertificate");

    private final String wire;

    UpdateFirmwareStatus(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }
}
