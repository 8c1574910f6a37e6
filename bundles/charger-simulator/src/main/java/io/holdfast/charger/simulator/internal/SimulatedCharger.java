package io.holdfast.charger.simulator.internal;

import io.holdfast.charger.ChargerDriver;
import io.holdfast.charger.ConnectorInfo;
import io.holdfast.charger.DriverEvent;
import io.holdfast.charger.DriverEvent.LinkChanged;
import io.holdfast.charger.DriverListener;
import io.holdfast.charger.LinkState;
import io.holdfast.charger.LockControl;
import io.holdfast.charger.StationInfo;
import io.holdfast.charger.Subscription;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * A charger in software. It lives on the simulator's thread alone: time passes, commands are obeyed and listeners are told
 * there, one after the other.
 *
 * <p>Like a box without a watchdog it goes on under its last set-point when the gateway is gone: a new start finds the car
 * plugged in and the register where it would be by then.
 */
final class SimulatedCharger implements ChargerDriver {
    private static final Duration TICK = Duration.ofSeconds(1);

    private final StationInfo station;
    private final Evse.Rating rating;
    private final Scheduler scheduler;
    private final StateFile file;
    private final long startedAt;
    private final Runnable endOfTicks;

    // from here on: the simulator's thread only
    private final List<SimulatedConnector> connectors;
    private final List<Subscriber> subscribers = new ArrayList<>();
    private List<Evse> saved = List.of();
    private LinkState link = LinkState.UP;
    private CarSettings cars;
    private Duration age = Duration.ZERO;
    private boolean closed;

    SimulatedCharger(Settings settings, String firmware, Scheduler scheduler) {
        ChargerSettings charger = settings.charger();
        this.rating = charger.rating();
        this.cars = settings.cars();
        this.scheduler = scheduler;
        this.file = new StateFile(charger.directory(), charger.id());
        List<ConnectorInfo> infos = IntStream.rangeClosed(1, charger.connectors())
            .mapToObj(n -> new ConnectorInfo(n, charger.tethered(), rating.phases(), rating.maxAmperes())).toList();
        this.station = new StationInfo("Holdfast", "Simulator", charger.id(), firmware, infos);
        this.connectors = infos.stream().map(info -> new SimulatedConnector(info, rating, this)).toList();
        this.startedAt = scheduler.nanoTime();
        scheduler.execute(this::restore);
        this.endOfTicks = scheduler.repeat(TICK, this::tick);
    }

    @Override
    public StationInfo station() {
        return station;
    }

    @Override
    public Subscription subscribe(DriverListener listener) {
        Subscriber subscriber = new Subscriber(id(), listener);
        later(() -> {
            subscribers.add(subscriber);
            subscriber.tell(snapshot());
            return null;
        });
        return subscriber;
    }

    @Override
    public <C> Optional<C> capability(int connector, Class<C> type) {
        if (connector < 1 || connector > connectors.size()) {
            return Optional.empty();
        }
        SimulatedConnector asked = connectors.get(connector - 1);
        boolean has = type.isInstance(asked) && !(type == LockControl.class && asked.info().tethered());
        return has ? Optional.of(type.cast(asked)) : Optional.empty();
    }

    /** From now on other cars come; who is here stays as he is. */
    void expect(CarSettings others) {
        later(() -> {
            cars = others;
            connectors.forEach(connector -> connector.expectCars(others, age));
            return null;
        });
    }

    /** Ends it; what was given before is still done. Its state stays in its file. */
    void close() {
        endOfTicks.run();
        later(() -> {
            closed = true;
            subscribers.clear();
            return null;
        });
    }

    /** A command to the box over its link: completes with what the work returns, once the state it led to is saved. */
    <T> CompletionStage<T> command(Supplier<T> work) {
        return later(() -> {
            if (link == LinkState.DOWN) {
                throw new IllegalStateException("Charger " + id() + " does not answer: its link is down");
            }
            return work.get();
        });
    }

    /** Something that happens at the box, whether or not the gateway can see it. */
    <T> CompletionStage<T> later(Supplier<T> work) {
        CompletableFuture<T> done = new CompletableFuture<>();
        try {
            scheduler.execute(() -> {
                if (closed) {
                    done.completeExceptionally(gone());
                    return;
                }
                try {
                    advance();
                    List<Evse> before = evses();
                    T result = work.get();
                    if (closed || !before.equals(evses())) {
                        save();
                    }
                    done.complete(result);
                } catch (RuntimeException | Error e) {
                    done.completeExceptionally(e);
                }
            });
        } catch (RejectedExecutionException simulatorEnded) {
            done.completeExceptionally(gone());
        }
        return done;
    }

    /** While the link is down nobody hears it. */
    void tell(List<DriverEvent> events) {
        if (link == LinkState.UP) {
            publish(events);
        }
    }

    void link(LinkState now) {
        if (now != link) {
            link = now;
            publish(snapshot());
        }
    }

    CarSettings cars() {
        return cars;
    }

    Scheduler scheduler() {
        return scheduler;
    }

    String id() {
        return station.serial();
    }

    private void restore() {
        Optional<StateFile.Saved> last = file.load(rating);
        Duration gap = last.map(s -> Duration.between(s.at(), scheduler.now())).filter(d -> !d.isNegative()).orElse(Duration.ZERO);
        for (int i = 0; i < connectors.size(); i++) {
            Evse evse = last.isPresent() && i < last.get().evses().size() ? last.get().evses().get(i).after(gap) : Evse.unused(rating);
            connectors.get(i).begin(evse, cars);
        }
        age = Duration.ofNanos(scheduler.nanoTime() - startedAt);
    }

    private void tick() {
        if (closed) {
            return;
        }
        advance();
        connectors.forEach(connector -> connector.letPeopleAct(age));
        save();
    }

    private void advance() {
        Duration now = Duration.ofNanos(scheduler.nanoTime() - startedAt);
        Duration elapsed = now.minus(age);
        age = now;
        connectors.forEach(connector -> connector.advance(elapsed));
    }

    private List<Evse> evses() {
        return connectors.stream().map(SimulatedConnector::evse).toList();
    }

    private void save() {
        List<Evse> present = evses();
        if (!present.equals(saved)) {
            file.save(new StateFile.Saved(scheduler.now(), present));
            saved = present;
        }
    }

    private void publish(List<DriverEvent> events) {
        subscribers.removeIf(Subscriber::closed);
        subscribers.forEach(subscriber -> subscriber.tell(events));
    }

    private List<DriverEvent> snapshot() {
        List<DriverEvent> events = new ArrayList<>();
        events.add(new LinkChanged(scheduler.now(), link, "simulated"));
        if (link == LinkState.UP) {
            connectors.forEach(connector -> events.addAll(connector.snapshot()));
        }
        return events;
    }

    private IllegalStateException gone() {
        return new IllegalStateException("Charger " + id() + " is gone: its configuration or its bundle was removed");
    }
}
