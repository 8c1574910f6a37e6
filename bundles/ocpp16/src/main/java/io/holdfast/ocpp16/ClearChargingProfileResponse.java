package io.holdfast.ocpp16;

import static io.holdfast.ocpp16.internal.Rules.given;

/** The answer to a {@link ClearChargingProfileRequest}. */
public record ClearChargingProfileResponse(ClearChargingProfileStatus status) implements Response {
    public ClearChargingProfileResponse {
        given("ClearChargingProfile.conf status", status);
    }

    @Override
    public String action() {
        return "ClearChargingProfile";
    }
}
