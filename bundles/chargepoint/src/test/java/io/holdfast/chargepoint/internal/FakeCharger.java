package io.holdfast.chargepoint.internal;

import io.holdfast.charger.AvailabilityControl;
import io.holdfast.charger.ChargerDriver;
import io.holdfast.charger.ConnectorInfo;
import io.holdfast.charger.DriverEvent;
import io.holdfast.charger.DriverListener;
import io.holdfast.charger.FaultCode;
import io.holdfast.charger.LinkState;
import io.holdfast.charger.LockControl;
import io.holdfast.charger.MeterSample;
import io.holdfast.charger.MeterSource;
import io.holdfast.charger.Phase;
import io.holdfast.charger.PilotState;
import io.holdfast.charger.PowerControl;
import io.holdfast.charger.PowerSetpoint;
import io.holdfast.charger.Quantity;
import io.holdfast.charger.Reading;
import io.holdfast.charger.Severity;
import io.holdfast.charger.StationInfo;
import io.holdfast.charger.StopCause;
import io.holdfast.charger.Subscription;
import io.holdfast.charger.UnlockResult;
import io.holdfast.strand.testing.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;

/** A charger of which the test is the hardware. A plugged car takes energy as soon as it is offered. */
final class FakeCharger implements ChargerDriver {
    final List<PowerSetpoint> setpoints = new ArrayList<>();
    final List<Boolean> availability = new ArrayList<>();
    final List<String> log = new ArrayList<>();
    double meterWh = 1000;
    Optional<RuntimeException> meterFailure = Optional.empty();
    Optional<RuntimeException> powerFailure = Optional.empty();
    Optional<CompletableFuture<UnlockResult>> lock = Optional.empty();
    boolean metered = true;
    boolean carTakesEnergy = true;

    private final VirtualTime time;
    private final int connectors;
    private final List<DriverListener> listeners = new ArrayList<>();
    private final PilotState[] pilot;
    private final boolean[] contactor;
    private LinkState link = LinkState.UP;

    FakeCharger(VirtualTime time, int connectors) {
        this.time = time;
        this.connectors = connectors;
        pilot = new PilotState[connectors + 1];
        contactor = new boolean[connectors + 1];
        Arrays.fill(pilot, PilotState.A);
    }

    @Override
    public StationInfo station() {
        return new StationInfo("Fake", "Charger", "1", "1.0",
                IntStream.rangeClosed(1, connectors).mapToObj(number -> new ConnectorInfo(number, false, 3, 16)).toList());
    }

    @Override
    public Subscription subscribe(DriverListener listener) {
        listeners.add(listener);
        time.schedule(Duration.ZERO, () -> tellAll(listener));
        return () -> listeners.remove(listener);
    }

    int subscribers() {
        return listeners.size();
    }

    private void tellAll(DriverListener listener) {
        listener.onEvent(new DriverEvent.LinkChanged(time.now(), link, ""));
        for (int number = 1; link == LinkState.UP && number <= connectors; number++) {
            listener.onEvent(new DriverEvent.PilotChanged(number, time.now(), pilot[number]));
            listener.onEvent(new DriverEvent.ContactorChanged(number, time.now(), contactor[number]));
        }
    }

    private void tell(DriverEvent event) {
        if (link == LinkState.UP) {
            List.copyOf(listeners).forEach(listener -> listener.onEvent(event));
        }
    }

    void link(LinkState state) {
        link = state;
        List.copyOf(listeners).forEach(this::tellAll);
    }

    void plug(int connector) {
        pilot(connector, PilotState.B);
    }

    void unplug(int connector) {
        contactor(connector, false);
        pilot(connector, PilotState.A);
    }

    void pilot(int connector, PilotState state) {
        pilot[connector] = state;
        tell(new DriverEvent.PilotChanged(connector, time.now(), state));
    }

    void contactor(int connector, boolean closed) {
        contactor[connector] = closed;
        tell(new DriverEvent.ContactorChanged(connector, time.now(), closed));
    }

    void present(int connector, String token) {
        tell(new DriverEvent.TokenPresented(connector, time.now(), token));
    }

    void stopRequested(int connector, StopCause cause) {
        tell(new DriverEvent.StopRequested(connector, time.now(), cause));
    }

    void fault(int connector, FaultCode code, Severity severity) {
        tell(new DriverEvent.FaultRaised(connector, time.now(), code, severity, "E7", "something broke"));
    }

    void clear(int connector, FaultCode code) {
        tell(new DriverEvent.FaultCleared(connector, time.now(), code));
    }

    @Override
    public <C> Optional<C> capability(int connector, Class<C> type) {
        if (connector < 1 || connector > connectors) {
            return Optional.empty();
        }
        if (type == PowerControl.class) {
            return Optional.of(type.cast((PowerControl) setpoint -> apply(connector, setpoint)));
        }
        if (type == MeterSource.class && metered) {
            return Optional.of(type.cast((MeterSource) this::read));
        }
        if (type == LockControl.class && lock.isPresent()) {
            return Optional.of(type.cast((LockControl) () -> {
                log.add("unlock " + connector);
                return lock.get();
            }));
        }
        if (type == AvailabilityControl.class) {
            return Optional.of(type.cast((AvailabilityControl) available -> {
                availability.add(available);
                return CompletableFuture.completedFuture(null);
            }));
        }
        return Optional.empty();
    }

    private CompletionStage<Void> apply(int connector, PowerSetpoint setpoint) {
        if (powerFailure.isPresent()) {
            return CompletableFuture.failedFuture(powerFailure.get());
        }
        setpoints.add(setpoint);
        if (pilot[connector].vehicleConnected() && carTakesEnergy) {
            time.schedule(Duration.ofMillis(100), () -> {
                if (pilot[connector].vehicleConnected()) {
                    pilot(connector, setpoint.supply() ? PilotState.C : PilotState.B);
                    contactor(connector, setpoint.supply());
                }
            });
        }
        return CompletableFuture.completedFuture(null);
    }

    private CompletionStage<MeterSample> read() {
        return meterFailure.<CompletionStage<MeterSample>>map(CompletableFuture::failedFuture).orElseGet(() ->
            CompletableFuture.completedFuture(new MeterSample(time.now(), List.of(
                new Reading(Quantity.ENERGY_IMPORT_WH, Phase.ALL, meterWh),
                new Reading(Quantity.POWER_IMPORT_W, Phase.ALL, 11040),
                new Reading(Quantity.CURRENT_IMPORT_A, Phase.L1, 16.004),
                new Reading(Quantity.CURRENT_IMPORT_A, Phase.L2, 15.5),
                new Reading(Quantity.VOLTAGE_V, Phase.L1, 230)))));
    }
}
