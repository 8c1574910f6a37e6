package io.holdfast.itests.simulation;

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
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;

/** A charger that outlives the gateway. A plugged car takes energy as soon as it is offered; every reading is a new one. */
final class SimulatedCharger implements ChargerDriver {
    private static final Duration MOMENT = Duration.ofMillis(30);

    private final Post post;
    private final World world;
    private final int connectors;
    private final List<DriverListener> listeners = new ArrayList<>();
    private final PilotState[] pilot;
    private final boolean[] contactor;
    private final double[] meterWh;
    private LinkState link = LinkState.UP;

    SimulatedCharger(Post post, int connectors, double firstMeterWh) {
        this.post = post;
        this.world = post.world;
        this.connectors = connectors;
        pilot = new PilotState[connectors + 1];
        contactor = new boolean[connectors + 1];
        meterWh = new double[connectors + 1];
        Arrays.fill(pilot, PilotState.A);
        // so far apart that no two readings are ever the same
        Arrays.setAll(meterWh, connector -> firstMeterWh + connector * 1_000_000.0);
    }

    @Override
    public StationInfo station() {
        return new StationInfo("Simulated", "Charger", "1", "1.0",
            IntStream.rangeClosed(1, connectors).mapToObj(number -> new ConnectorInfo(number, false, 3, 16)).toList());
    }

    @Override
    public Subscription subscribe(DriverListener listener) {
        listeners.add(listener);
        world.after(MOMENT, () -> tellAll(listener));
        return () -> listeners.remove(listener);
    }

    void gatewayDied() {
        listeners.clear();
    }

    private void tellAll(DriverListener listener) {
        if (!listeners.contains(listener)) {
            return;
        }
        listener.onEvent(new DriverEvent.LinkChanged(world.now(), link, ""));
        for (int number = 1; link == LinkState.UP && number <= connectors; number++) {
            listener.onEvent(new DriverEvent.PilotChanged(number, world.now(), pilot[number]));
            listener.onEvent(new DriverEvent.ContactorChanged(number, world.now(), contactor[number]));
        }
    }

    private void tell(DriverEvent event) {
        if (link == LinkState.UP) {
            List.copyOf(listeners).forEach(listener -> listener.onEvent(event));
        }
    }

    void link(LinkState state) {
        if (link != state) {
            link = state;
            List.copyOf(listeners).forEach(this::tellAll);
        }
    }

    void plug(int connector) {
        if (pilot[connector] == PilotState.A) {
            pilot(connector, PilotState.B);
        }
    }

    void unplug(int connector) {
        contactor(connector, false);
        pilot(connector, PilotState.A);
    }

    private void pilot(int connector, PilotState state) {
        pilot[connector] = state;
        tell(new DriverEvent.PilotChanged(connector, world.now(), state));
    }

    private void contactor(int connector, boolean closed) {
        contactor[connector] = closed;
        tell(new DriverEvent.ContactorChanged(connector, world.now(), closed));
    }

    boolean gives(int connector) {
        return contactor[connector];
    }

    void present(int connector, String token) {
        tell(new DriverEvent.TokenPresented(connector, world.now(), token));
    }

    void stopButton(int connector) {
        tell(new DriverEvent.StopRequested(connector, world.now(), StopCause.LOCAL_BUTTON));
    }

    void fault(int connector, FaultCode code, Severity severity) {
        tell(new DriverEvent.FaultRaised(connector, world.now(), code, severity, "E7", "something broke"));
        world.after(Duration.ofSeconds(20), () -> tell(new DriverEvent.FaultCleared(connector, world.now(), code)));
    }

    @Override
    public <C> Optional<C> capability(int connector, Class<C> type) {
        if (connector < 1 || connector > connectors) {
            return Optional.empty();
        }
        if (type == PowerControl.class) {
            return Optional.of(type.cast((PowerControl) setpoint -> apply(connector, setpoint)));
        }
        if (type == MeterSource.class) {
            return Optional.of(type.cast((MeterSource) () -> read(connector)));
        }
        if (type == LockControl.class) {
            return Optional.of(type.cast((LockControl) () -> CompletableFuture.completedFuture(UnlockResult.UNLOCKED)));
        }
        return Optional.empty();
    }

    private CompletionStage<Void> apply(int connector, PowerSetpoint setpoint) {
        if (link != LinkState.UP) {
            return CompletableFuture.failedFuture(new IllegalStateException("no link to the box"));
        }
        if (setpoint.supply() && !post.delivery.runs(connector)) {
            post.broken("energy at connector " + connector + " without a durable transaction");
        }
        CompletableFuture<Void> done = new CompletableFuture<>();
        world.after(MOMENT, () -> {
            if (pilot[connector].vehicleConnected()) {
                pilot(connector, setpoint.supply() ? PilotState.C : PilotState.B);
                contactor(connector, setpoint.supply());
            }
            done.complete(null);
        });
        return done;
    }

    private CompletionStage<MeterSample> read(int connector) {
        CompletableFuture<MeterSample> answer = new CompletableFuture<>();
        world.after(MOMENT, () -> {
            if (link == LinkState.UP) {
                meterWh[connector] += 1;
                answer.complete(new MeterSample(world.now(), List.of(new Reading(Quantity.ENERGY_IMPORT_WH, Phase.ALL, meterWh[connector]))));
            } else {
                answer.completeExceptionally(new IllegalStateException("the meter does not answer"));
            }
        });
        return answer;
    }
}
