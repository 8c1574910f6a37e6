package io.holdfast.ocpp16;

import static io.holdfast.ocpp16.internal.Rules.given;

/** The answer to a {@link CertificateSignedRequest}. */
public record CertificateSignedResponse(CertificateSignedStatus status) implements Response {
    public CertificateSignedResponse {
        given("CertificateSigned.conf status", status);
    }

    @Override
    public String action() {
        return "CertificateSigned";
    }
}
