package io.holdfast.ocpp16;

import static io.holdfast.ocpp16.internal.Rules.given;

/** The answer to a {@link ChangeAvailabilityRequest}. */
public record ChangeAvailabilityResponse(AvailabilityStatus status) implements Response {
    public ChangeAvailabilityResponse {
        given("ChangeAvailability.conf status", status);
    }

    @Override
    public String action() {
        return "ChangeAvailability";
    }
}
