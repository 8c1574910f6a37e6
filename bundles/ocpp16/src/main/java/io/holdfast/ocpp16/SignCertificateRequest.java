package io.holdfast.ocpp16;

import static io.holdfast.ocpp16.internal.Rules.text;

import io.holdfast.session.Request;

/**
 * Please sign my new certificate.
 *
 * @param csr PEM (RFC 2986)
 */
public record SignCertificateRequest(String csr) implements Request<SignCertificateResponse> {
    public SignCertificateRequest {
        text("SignCertificate.req csr", csr, 5500);
    }

    @Override
    public String action() {
        return "SignCertificate";
    }
}
