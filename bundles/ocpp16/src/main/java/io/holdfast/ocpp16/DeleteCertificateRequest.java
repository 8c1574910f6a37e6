package io.holdfast.ocpp16;

import static io.holdfast.ocpp16.internal.Rules.given;

import io.holdfast.session.Request;

/** Delete this certificate. */
public record DeleteCertificateRequest(CertificateHashData certificateHashData) implements Request<DeleteCertificateResponse> {
    public DeleteCertificateRequest {
        given("DeleteCertificate.req certificateHashData", certificateHashData);
    }

    @Override
    public String action() {
        return "DeleteCertificate";
    }
}
