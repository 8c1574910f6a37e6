package io.holdfast.charger.simulator.internal;

import io.holdfast.charger.AvailabilityControl;
import io.holdfast.charger.Bystander;
import io.holdfast.charger.ConnectorInfo;
import io.holdfast.charger.DriverEvent;
import io.holdfast.charger.DriverEvent.StopRequested;
import io.holdfast.charger.DriverEvent.TokenPresented;
import io.holdfast.charger.FaultCode;
import io.holdfast.charger.LinkState;
import io.holdfast.charger.LockControl;
import io.holdfast.charger.MeterSample;
import io.holdfast.charger.MeterSource;
import io.holdfast.charger.PowerControl;
import io.holdfast.charger.PowerSetpoint;
import io.holdfast.charger.StopCause;
import io.holdfast.charger.UnlockResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connector with all that can be done at it. The capabilities' methods may be called from any thread, the others from
 * the simulator's only.
 */
final class SimulatedConnector implements PowerControl, AvailabilityControl, MeterSource, LockControl, Bystander {
    private static final Logger LOG = LoggerFactory.getLogger(SimulatedConnector.class);

    private final ConnectorInfo info;
    private final SimulatedCharger charger;
    private Evse evse;
    private Motorist motorist;

    SimulatedConnector(ConnectorInfo info, Evse.Rating rating, SimulatedCharger charger) {
        this.info = info;
        this.charger = charger;
        this.evse = Evse.unused(rating);
    }

    @Override
    public CompletionStage<Void> apply(PowerSetpoint setpoint) {
        return charger.command(() -> become(e -> e.granted(setpoint)));
    }

    @Override
    public CompletionStage<Void> setAvailable(boolean available) {
        return charger.command(() -> become(e -> e.available(available)));
    }

    @Override
    public CompletionStage<MeterSample> read() {
        return charger.command(() -> {
            if (evse.faults().contains(FaultCode.METER)) {
                throw new IllegalStateException("The meter of charger " + charger.id() + " connector " + info.number() + " does not answer");
            }
            return Observations.meter(now(), evse);
        });
    }

    /** A bolt does not move under load. */
    @Override
    public CompletionStage<UnlockResult> unlock() {
        return charger.command(() ->
            evse.contactorClosed() || evse.faults().contains(FaultCode.LOCK) || evse.faults().contains(FaultCode.CONTACTOR_WELD)
                ? UnlockResult.FAILED : UnlockResult.UNLOCKED);
    }

    @Override
    public void plug() {
        charger.later(() -> become(e -> e.plugged(charger.cars().model())));
    }

    @Override
    public void unplug() {
        charger.later(() -> become(Evse::unplugged));
    }

    @Override
    public void present(String token) {
        charger.later(() -> show(token));
    }

    @Override
    public void fault(FaultCode code) {
        charger.later(() -> {
            if (code == FaultCode.COMMUNICATION) {
                charger.link(LinkState.DOWN);
                return null;
            }
            if (code == FaultCode.EMERGENCY_STOP && !evse.faults().contains(code)) {
                charger.tell(List.of(new StopRequested(info.number(), now(), StopCause.EMERGENCY_STOP)));
            }
            return become(e -> e.broken(code));
        });
    }

    @Override
    public void clear(FaultCode code) {
        charger.later(() -> {
            if (code == FaultCode.COMMUNICATION) {
                charger.link(LinkState.UP);
                return null;
            }
            return become(e -> e.mended(code));
        });
    }

    ConnectorInfo info() {
        return info;
    }

    Evse evse() {
        return evse;
    }

    void begin(Evse restored, CarSettings cars) {
        evse = restored;
        expectCars(cars, Duration.ZERO);
        if (cars.arrive() && evse.car().isPresent()) {
            motorist = motorist.waiting(cars, Duration.ZERO);
        }
    }

    void expectCars(CarSettings cars, Duration now) {
        Motorist next = Motorist.away(cars, now, info.number(), charger.station().connectors().size());
        motorist = motorist == null ? next : new Motorist(motorist.stage(), next.nextArrival(), motorist.deadline(), motorist.presents());
    }

    void advance(Duration elapsed) {
        become(e -> e.after(elapsed));
    }

    void letPeopleAct(Duration now) {
        Motorist.Step step = motorist.step(charger.cars(), now, evse);
        motorist = step.next();
        switch (step.act()) {
            case NONE -> { }
            case PLUG -> {
                LOG.info("Charger {} connector {}: a car arrives and is plugged in", charger.id(), info.number());
                become(e -> e.plugged(charger.cars().model()));
            }
            case PRESENT -> {
                LOG.info("Charger {} connector {}: the driver presents {}", charger.id(), info.number(), charger.cars().token());
                show(charger.cars().token());
            }
            case UNPLUG -> {
                LOG.info("Charger {} connector {}: the car is unplugged and leaves", charger.id(), info.number());
                become(Evse::unplugged);
            }
        }
    }

    List<DriverEvent> snapshot() {
        return Observations.snapshot(info.number(), now(), evse);
    }

    private Void become(UnaryOperator<Evse> input) {
        Evse before = evse;
        evse = input.apply(before);
        charger.tell(Observations.changes(info.number(), now(), before, evse));
        return null;
    }

    private Void show(String token) {
        if (!evse.faults().contains(FaultCode.RFID_READER)) {
            charger.tell(List.of(new TokenPresented(info.number(), now(), token)));
        }
        return null;
    }

    private Instant now() {
        return charger.scheduler().now();
    }
}
