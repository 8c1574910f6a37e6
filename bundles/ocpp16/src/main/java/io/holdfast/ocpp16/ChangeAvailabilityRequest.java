package io.holdfast.ocpp16;

import static io.holdfast.ocpp16.internal.Rules.atLeast;
import static io.holdfast.ocpp16.internal.Rules.given;

import io.holdfast.session.Request;

/** Take a connector, or with connector 0 the charge point, into or out of service. */
public record ChangeAvailabilityRequest(int connectorId, AvailabilityType type) implements Request<ChangeAvailabilityResponse> {
    public ChangeAvailabilityRequest {
        atLeast("ChangeAvailability.req connectorId", connectorId, 0);
        given("ChangeAvailability.req type", type);
    }

    @Override
    public String action() {
        return "ChangeAvailability";
    }
}
