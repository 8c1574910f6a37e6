package io.holdfast.ocpp16;

import static io.holdfast.ocpp16.internal.Rules.given;

/** The answer to a {@link DeleteCertificateRequest}. */
public record DeleteCertificateResponse(DeleteCertificateStatus status) implements Response {
    public DeleteCertificateResponse {
        given("DeleteCertificate.conf status", status);
    }

    @Override
    public String action() {
        return "DeleteCertificate";
    }
}
