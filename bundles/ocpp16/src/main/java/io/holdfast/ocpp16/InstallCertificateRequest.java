package io.holdfast.ocpp16;

import static io.holdfast.ocpp16.internal.Rules.given;
import static io.holdfast.ocpp16.internal.Rules.text;

import io.holdfast.session.Request;

/**
 * Install a root certificate.
 *
 * @param certificate PEM
 */
public record InstallCertificateRequest(CertificateUse certificateType, String certificate) implements Request<InstallCertificateResponse> {
    public InstallCertificateRequest {
        given("InstallCertificate.req certificateType", certificateType);
        text("InstallCertificate.req certificate", certificate, 5500);
    }

    @Override
    public String action() {
        return "InstallCertificate";
    }
}
