package io.holdfast.ocpp16;

import static io.holdfast.ocpp16.internal.Rules.atLeast;
import static io.holdfast.ocpp16.internal.Rules.given;

import io.holdfast.session.Request;

/** Take over a charging profile. */
public record SetChargingProfileRequest(
        int connectorId, ChargingProfile csChargingProfiles) implements Request<SetChargingProfileResponse> {
    public SetChargingProfileRequest {
        atLeast("SetChargingProfile.req connectorId", connectorId, 0);
        given("SetChargingProfile.req csChargingProfiles", csChargingProfiles);
    }

    @Override
    public String action() {
        return "SetChargingProfile";
    }
}
