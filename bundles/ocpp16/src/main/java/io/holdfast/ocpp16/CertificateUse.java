package io.holdfast.ocpp16;

/** What a root certificate vouches for. */
public enum CertificateUse implements WireName {
    CENTRAL_SYSTEM_ROOT_CERTIFICATE("CentralSystemRootCertificate"), MANUFACTURER_ROOT_CERTIFICATE("ManufacturerRootCertificate");

    private final String wire;

    CertificateUse(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }
}
