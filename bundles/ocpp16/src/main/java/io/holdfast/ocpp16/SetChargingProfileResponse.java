package io.holdfast.ocpp16;

import static io.holdfast.ocpp16.internal.Rules.given;

/** The answer to a {@link SetChargingProfileRequest}. */
public record SetChargingProfileResponse(ChargingProfileStatus status) implements Response {
    public SetChargingProfileResponse {
        given("SetChargingProfile.conf status", status);
    }

    @Override
    public String action() {
        return "SetChargingProfile";
    }
}
