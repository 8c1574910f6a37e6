package io.holdfast.charger.simulator.internal;

import io.holdfast.charger.DriverEvent;
import io.holdfast.charger.DriverEvent.ContactorChanged;
import io.holdfast.charger.DriverEvent.FaultCleared;
import io.holdfast.charger.DriverEvent.FaultRaised;
import io.holdfast.charger.DriverEvent.PilotChanged;
import io.holdfast.charger.FaultCode;
import io.holdfast.charger.MeterSample;
import io.holdfast.charger.Phase;
import io.holdfast.charger.Quantity;
import io.holdfast.charger.Reading;
import io.holdfast.charger.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What a gateway can see of an outlet. */
final class Observations {
    private static final List<Phase> PHASES = List.of(Phase.L1, Phase.L2, Phase.L3);

    private Observations() { }

    /** The present state as events. */
    static List<DriverEvent> snapshot(int connector, Instant at, Evse evse) {
        List<DriverEvent> events = new ArrayList<>();
        events.add(new PilotChanged(connector, at, evse.pilot()));
        events.add(new ContactorChanged(connector, at, evse.contactorClosed()));
        evse.faults().forEach(code -> events.add(raised(connector, at, code)));
        return events;
    }

    /** What changed from one state to the next: causes before effects, faults before pilot before contactor. */
    static List<DriverEvent> changes(int connector, Instant at, Evse before, Evse after) {
        List<DriverEvent> events = new ArrayList<>();
        after.faults().stream().filter(code -> !before.faults().contains(code))
            .forEach(code -> events.add(raised(connector, at, code)));
        before.faults().stream().filter(code -> !after.faults().contains(code))
            .forEach(code -> events.add(new FaultCleared(connector, at, code)));
        if (before.pilot() != after.pilot()) {
            events.add(new PilotChanged(connector, at, after.pilot()));
        }
        if (before.contactorClosed() != after.contactorClosed()) {
            events.add(new ContactorChanged(connector, at, after.contactorClosed()));
        }
        return events;
    }

    /** The meter, with the resolution of 0.1 Wh that such meters have. */
    static MeterSample meter(Instant at, Evse evse) {
        List<Reading> readings = new ArrayList<>();
        readings.add(new Reading(Quantity.ENERGY_IMPORT_WH, Phase.ALL, Math.floor(evse.registerWh() * 10) / 10));
        readings.add(new Reading(Quantity.POWER_IMPORT_W, Phase.ALL, evse.watts()));
        for (int i = 0; i < evse.rating().phases(); i++) {
            readings.add(new Reading(Quantity.CURRENT_IMPORT_A, PHASES.get(i), i < evse.phasesInUse() ? evse.amperes() : 0));
            readings.add(new Reading(Quantity.VOLTAGE_V, PHASES.get(i), evse.rating().volts()));
        }
        return new MeterSample(at, readings);
    }

    private static FaultRaised raised(int connector, Instant at, FaultCode code) {
        Severity severity = Evse.warningOnly(code) ? Severity.WARNING : Severity.CONNECTOR_INOPERATIVE;
        return new FaultRaised(connector, at, code, severity, "", "simulated");
    }
}
