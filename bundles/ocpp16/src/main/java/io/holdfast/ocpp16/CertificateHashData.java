package io.holdfast.ocpp16;

import static io.holdfast.ocpp16.internal.Rules.given;
import static io.holdfast.ocpp16.internal.Rules.text;

/** Names a certificate by hashes. */
public record CertificateHashData(HashAlgorithm hashAlgorithm, String issuerNameHash, String issuerKeyHash, String serialNumber) {
    public CertificateHashData {
        given("CertificateHashData hashAlgorithm", hashAlgorithm);
        text("CertificateHashData issuerNameHash", issuerNameHash, 128);
        text("CertificateHashData issuerKeyHash", issuerKeyHash, 128);
        text("CertificateHashData serialNumber", serialNumber, 40);
    }
}
