package io.holdfast.ocpp16;

import static io.holdfast.ocpp16.internal.Rules.text;

import io.holdfast.session.Request;

/**
 * Here is the certificate that was asked for.
 *
 * @param certificateChain PEM, leaf first
 */
public record CertificateSignedRequest(String certificateChain) implements Request<CertificateSignedResponse> {
    public CertificateSignedRequest {
        text("CertificateSigned.req certificateChain", certificateChain, 10000);
    }

    @Override
    public String action() {
        return "CertificateSigned";
    }
}
