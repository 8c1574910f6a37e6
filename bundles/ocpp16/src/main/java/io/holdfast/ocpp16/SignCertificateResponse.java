package io.holdfast.ocpp16;

import static io.holdfast.ocpp16.internal.Rules.given;

/** The answer to a {@link SignCertificateRequest}. */
public record SignCertificateResponse(GenericStatus status) implements Response {
    public SignCertificateResponse {
        given("SignCertificate.conf status", status);
    }

    @Override
    public String action() {
        return "SignCertificate";
    }
}
