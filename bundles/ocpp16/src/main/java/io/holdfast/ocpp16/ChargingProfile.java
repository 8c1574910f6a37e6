package io.holdfast.ocpp16;

import static io.holdfast.ocpp16.internal.Rules.atLeast;
import static io.holdfast.ocpp16.internal.Rules.given;
import static io.holdfast.ocpp16.internal.Rules.time;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A limit on charging: when, and how much.
 *
 * @param stackLevel among valid profiles of one purpose the highest wins
 * @param transactionId the transaction that a TxProfile is for
 * @param validFrom absent: since it was received
 * @param validTo absent: until it is replaced
 */
public record ChargingProfile(
        int chargingProfileId, int stackLevel, ChargingProfilePurpose chargingProfilePurpose, ChargingProfileKind chargingProfileKind,
        ChargingSchedule chargingSchedule, OptionalInt transactionId, Optional<RecurrencyKind> recurrencyKind, Optional<Instant> validFrom,
        Optional<Instant> validTo) {
    public ChargingProfile {
        atLeast("ChargingProfile stackLevel", stackLevel, 0);
        given("ChargingProfile chargingProfilePurpose", chargingProfilePurpose);
        given("ChargingProfile chargingProfileKind", chargingProfileKind);
        given("ChargingProfile chargingSchedule", chargingSchedule);
        given("ChargingProfile transactionId", transactionId);
        given("ChargingProfile recurrencyKind", recurrencyKind);
        validFrom = time("ChargingProfile validFrom", validFrom);
        validTo = time("ChargingProfile validTo", validTo);
    }
}
