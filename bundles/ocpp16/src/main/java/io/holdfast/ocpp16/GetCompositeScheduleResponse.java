package io.holdfast.ocpp16;

import static io.holdfast.ocpp16.internal.Rules.atLeast;
import static io.holdfast.ocpp16.internal.Rules.given;
import static io.holdfast.ocpp16.internal.Rules.time;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The answer to a {@link GetCompositeScheduleRequest}.
 *
 * @param scheduleStart what the schedule's periods are relative to
 */
public record GetCompositeScheduleResponse(
        GetCompositeScheduleStatus status, OptionalInt connectorId, Optional<Instant> scheduleStart,
        Optional<ChargingSchedule> chargingSchedule) implements Response {
    public GetCompositeScheduleResponse {
        given("GetCompositeSchedule.conf status", status);
        atLeast("GetCompositeSchedule.conf connectorId", connectorId, 0);
        scheduleStart = time("GetCompositeSchedule.conf scheduleStart", scheduleStart);
        given("GetCompositeSchedule.conf chargingSchedule", chargingSchedule);
    }

    @Override
    public String action() {
        return "GetCompositeSchedule";
    }
}
