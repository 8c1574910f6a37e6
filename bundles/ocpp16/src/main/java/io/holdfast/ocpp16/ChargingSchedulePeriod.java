package io.holdfast.ocpp16;

import static io.holdfast.ocpp16.internal.Rules.between;
import static io.holdfast.ocpp16.internal.Rules.notNegative;
import static io.holdfast.ocpp16.internal.Rules.tenths;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * One limit of a schedule; it ends where the next begins.
 *
 * @param startPeriod since the start of the schedule, whole seconds
 * @param limit in the schedule's unit, at most one decimal
 * @param numberPhases 1 to 3; absent: 3
 */
public record ChargingSchedulePeriod(Duration startPeriod, BigDecimal limit, OptionalInt numberPhases) {
    public ChargingSchedulePeriod {
        notNegative("ChargingSchedulePeriod startPeriod", startPeriod);
        limit = tenths("ChargingSchedulePeriod limit", limit);
        between("ChargingSchedulePeriod numberPhases", numberPhases, 1, 3);
    }
}
