package io.holdfast.ocpp16;

import static io.holdfast.ocpp16.internal.Rules.given;

/** The answer to an {@link InstallCertificateRequest}. */
public record InstallCertificateResponse(CertificateStatus status) implements Response {
    public InstallCertificateResponse {
        given("InstallCertificate.conf status", status);
    }

    @Override
    public String action() {
        return "InstallCertificate";
    }
}
