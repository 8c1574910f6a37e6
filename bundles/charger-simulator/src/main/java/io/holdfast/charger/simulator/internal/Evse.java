package io.holdfast.charger.simulator.internal;

import io.holdfast.charger.FaultCode;
import io.holdfast.charger.PilotState;
import io.holdfast.charger.PowerSetpoint;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * One outlet with the car at it, as a value: what happens to it gives its next state, and what can be measured at it follows
 * from the state alone.
 *
 * <pre>
 *      plug         6 A or more granted, car not full
 *   A ──────▶ B ──────────────────────────────────────▶ C, contactor closed
 *   ◀────────   ◀──────────────────────────────────────
 *     unplug        withdrawn, below 6 A, or car full
 *
 *   F from anywhere while out of service or broken, E while the pilot or the supply is broken
 * </pre>
 *
 * @param registerWh the meter's lifetime register, which never falls
 * @param faults what is broken now
 */
record Evse(Rating rating, double registerWh, Optional<Car> car, PowerSetpoint setpoint, boolean available, Set<FaultCode> faults) {
    /** IEC 61851-1 table A.8: the pilot cannot offer less. */
    private static final double LEAST_AMPERES = 6;

    /**
     * What the outlet is built for.
     *
     * @param volts between phase and neutral
     */
    record Rating(int phases, double maxAmperes, double volts) { }

    Evse {
        faults = Set.copyOf(faults);
    }

    /** An outlet fresh from the factory. */
    static Evse unused(Rating rating) {
        return new Evse(rating, 0, Optional.empty(), PowerSetpoint.OFF, true, Set.of());
    }

    PilotState pilot() {
        if (faults.contains(FaultCode.PILOT) || faults.contains(FaultCode.POWER_SUPPLY)) {
            return PilotState.E;
        }
        if (!available || inoperative()) {
            return PilotState.F;
        }
        if (car.isEmpty()) {
            return PilotState.A;
        }
        return offered() && !car.get().full() ? PilotState.C : PilotState.B;
    }

    boolean contactorClosed() {
        return pilot() == PilotState.C;
    }

    /** Through each phase in use. */
    double amperes() {
        return contactorClosed() ? Math.min(Math.min(setpoint.limitAmperes(), rating.maxAmperes()), car.orElseThrow().maxAmperes()) : 0;
    }

    /** How many phases carry the current, counted from L1. */
    int phasesInUse() {
        return contactorClosed() ? Math.min(rating.phases(), car.orElseThrow().phases()) : 0;
    }

    double watts() {
        return amperes() * rating.volts() * phasesInUse();
    }

    /** Lets time pass; a car that gets full on the way takes no more than it wanted. */
    Evse after(Duration elapsed) {
        if (!contactorClosed()) {
            return this;
        }
        double hours = elapsed.toNanos() / 3.6e12;
        double wattHours = Math.min(watts() * hours, car.orElseThrow().wantsWh());
        return new Evse(rating, registerWh + wattHours, car.map(c -> c.fedWith(wattHours)), setpoint, available, faults);
    }

    Evse plugged(Car arriving) {
        return car.isPresent() ? this : new Evse(rating, registerWh, Optional.of(arriving), setpoint, available, faults);
    }

    Evse unplugged() {
        return new Evse(rating, registerWh, Optional.empty(), setpoint, available, faults);
    }

    Evse granted(PowerSetpoint wanted) {
        return new Evse(rating, registerWh, car, wanted, available, faults);
    }

    Evse available(boolean inService) {
        return new Evse(rating, registerWh, car, setpoint, inService, faults);
    }

    Evse broken(FaultCode code) {
        Set<FaultCode> more = EnumSet.of(code);
        more.addAll(faults);
        return new Evse(rating, registerWh, car, setpoint, available, more);
    }

    Evse mended(FaultCode code) {
        Set<FaultCode> fewer = EnumSet.noneOf(FaultCode.class);
        fewer.addAll(faults);
        fewer.remove(code);
        return new Evse(rating, registerWh, car, setpoint, available, fewer);
    }

    /** A broken reader stops nobody who comes with a remote start. */
    static boolean warningOnly(FaultCode code) {
        return code == FaultCode.RFID_READER;
    }

    private boolean inoperative() {
        return faults.stream().anyMatch(code -> !warningOnly(code));
    }

    private boolean offered() {
        return setpoint.supply() && Math.min(setpoint.limitAmperes(), rating.maxAmperes()) >= LEAST_AMPERES;
    }
}
