package io.holdfast.ocpp16;

import static io.holdfast.ocpp16.internal.Rules.given;

import io.holdfast.session.Request;

/** Which root certificates are installed? */
public record GetInstalledCertificateIdsRequest(CertificateUse certificateType) implements Request<GetInstalledCertificateIdsResponse> {
    public GetInstalledCertificateIdsRequest {
        given("GetInstalledCertificateIds.req certificateType", certificateType);
    }

    @Override
    public String action() {
        return "GetInstalledCertificateIds";
    }
}
