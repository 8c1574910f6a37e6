package io.holdfast.ocpp16;

import static io.holdfast.ocpp16.internal.Rules.atLeastOne;
import static io.holdfast.ocpp16.internal.Rules.given;
import static io.holdfast.ocpp16.internal.Rules.notNegative;
import static io.holdfast.ocpp16.internal.Rules.tenths;
import static io.holdfast.ocpp16.internal.Rules.time;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Limits one after the other.
 *
 * @param chargingSchedulePeriod at least one
 * @param duration whole seconds; absent: the last period has no end
 * @param minChargingRate in the schedule's unit
 */
public record ChargingSchedule(
        ChargingRateUnit chargingRateUnit, List<ChargingSchedulePeriod> chargingSchedulePeriod, Optional<Duration> duration,
        Optional<Instant> startSchedule, Optional<BigDecimal> minChargingRate) {
    public ChargingSchedule {
        given("ChargingSchedule chargingRateUnit", chargingRateUnit);
        chargingSchedulePeriod = atLeastOne("ChargingSchedule chargingSchedulePeriod", chargingSchedulePeriod);
        notNegative("ChargingSchedule duration", duration);
        startSchedule = time("ChargingSchedule startSchedule", startSchedule);
        minChargingRate = tenths("ChargingSchedule minChargingRate", minChargingRate);
    }
}
