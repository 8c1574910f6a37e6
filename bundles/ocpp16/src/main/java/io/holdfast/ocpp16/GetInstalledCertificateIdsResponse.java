package io.holdfast.ocpp16;

import static io.holdfast.ocpp16.internal.Rules.given;
import static io.holdfast.ocpp16.internal.Rules.items;

import java.util.List;

/** The answer to a {@link GetInstalledCertificateIdsRequest}. */
public record GetInstalledCertificateIdsResponse(
        GetInstalledCertificateStatus status, List<CertificateHashData> certificateHashData) implements Response {
    public GetInstalledCertificateIdsResponse {
        given("GetInstalledCertificateIds.conf status", status);
        certificateHashData = items("GetInstalledCertificateIds.conf certificateHashData", certificateHashData);
    }

    @Override
    public String action() {
        return "GetInstalledCertificateIds";
    }
}
