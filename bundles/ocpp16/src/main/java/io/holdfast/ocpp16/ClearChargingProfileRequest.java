package io.holdfast.ocpp16;

import static io.holdfast.ocpp16.internal.Rules.atLeast;
import static io.holdfast.ocpp16.internal.Rules.given;

import io.holdfast.session.Request;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Remove the charging profiles that match every given field; without a field, all.
 *
 * @param id if given, only this counts
 */
public record ClearChargingProfileRequest(
        OptionalInt id, OptionalInt connectorId, Optional<ChargingProfilePurpose> chargingProfilePurpose,
        OptionalInt stackLevel) implements Request<ClearChargingProfileResponse> {
    public ClearChargingProfileRequest {
        given("ClearChargingProfile.req id", id);
        atLeast("ClearChargingProfile.req connectorId", connectorId, 0);
        given("ClearChargingProfile.req chargingProfilePurpose", chargingProfilePurpose);
        atLeast("ClearChargingProfile.req stackLevel", stackLevel, 0);
    }

    @Override
    public String action() {
        return "ClearChargingProfile";
    }
}
