package io.holdfast.ocpp16;

import static io.holdfast.ocpp16.internal.Rules.atLeast;
import static io.holdfast.ocpp16.internal.Rules.given;
import static io.holdfast.ocpp16.internal.Rules.notNegative;

import io.holdfast.session.Request;
import java.time.Duration;
import java.util.Optional;

/**
 * What limits will apply to this connector?
 *
 * @param duration from now, whole seconds
 */
public record GetCompositeScheduleRequest(
        int connectorId, Duration duration, Optional<ChargingRateUnit> chargingRateUnit) implements Request<GetCompositeScheduleResponse> {
    public GetCompositeScheduleRequest {
        atLeast("GetCompositeSchedule.req connectorId", connectorId, 0);
        notNegative("GetCompositeSchedule.req duration", duration);
        given("GetCompositeSchedule.req chargingRateUnit", chargingRateUnit);
    }

    @Override
    public String action() {
        return "GetCompositeSchedule";
    }
}
