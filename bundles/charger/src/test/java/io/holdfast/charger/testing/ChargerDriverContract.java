package io.holdfast.charger.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.holdfast.charger.AvailabilityControl;
import io.holdfast.charger.Bystander;
import io.holdfast.charger.ChargerDriver;
import io.holdfast.charger.ConnectorInfo;
import io.holdfast.charger.DriverEvent;
import io.holdfast.charger.DriverEvent.ContactorChanged;
import io.holdfast.charger.DriverEvent.LinkChanged;
import io.holdfast.charger.DriverEvent.PilotChanged;
import io.holdfast.charger.LinkState;
import io.holdfast.charger.LockControl;
import io.holdfast.charger.MeterSample;
import io.holdfast.charger.MeterSource;
import io.holdfast.charger.PilotState;
import io.holdfast.charger.PowerControl;
import io.holdfast.charger.PowerSetpoint;
import io.holdfast.charger.Subscription;
import io.holdfast.charger.UnlockResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every driver keeps, ours and others'. A subclass connects the driver to a device, or to a peer that behaves like one;
 * tests of capabilities that the driver lacks are skipped.
 */
public abstract class ChargerDriverContract {
    private static final PowerSetpoint FULL = new PowerSetpoint(true, 16);

    private ChargerDriver driver;

    /** A driver whose device is reachable, with nothing plugged in at connector 1 and no supply granted. */
    protected abstract ChargerDriver connectedDriver() throws Exception;

    /** Plugs in a car at connector 1 that wants to charge with 16 A and does not get full. */
    protected abstract void plug();

    /** Pulls the cable of connector 1. */
    protected abstract void unplug();

    /** Within this time the driver tells what happened, and every command ends. */
    protected Duration deadline() {
        return Duration.ofSeconds(30);
    }

    @BeforeEach
    void connect() throws Exception {
        driver = connectedDriver();
    }

    @Test
    void connectorsAreNumberedFromOne() throws Exception {
        subscribeAndAwaitUp();

        assertThat(driver.station().connectors()).extracting(ConnectorInfo::number)
            .isEqualTo(IntStream.rangeClosed(1, driver.station().connectors().size()).boxed().toList()).isNotEmpty();
        assertThat(driver.station().connectors()).allSatisfy(c -> {
            assertThat(c.phases()).isIn(1, 3);
            assertThat(c.maxAmperes()).isGreaterThanOrEqualTo(6);
        });
    }

    @Test
    void aSubscriberIsFirstToldTheLink() throws Exception {
        Recorder recorder = recorder();
        driver.subscribe(recorder);

        assertThat(recorder.next()).isInstanceOf(LinkChanged.class);
    }

    @Test
    void afterTheLinkComesThePilotAndTheContactorOfEachConnector() throws Exception {
        Recorder recorder = subscribeAndAwaitUp();

        List<DriverEvent> snapshot = new ArrayList<>();
        for (ConnectorInfo connector : driver.station().connectors()) {
            snapshot.add(recorder.await(DriverEvent.class, e -> e.connector() == connector.number() && e instanceof PilotChanged));
            snapshot.add(recorder.await(DriverEvent.class, e -> e.connector() == connector.number() && e instanceof ContactorChanged));
        }
        assertThat(snapshot).allSatisfy(event -> assertThat(event.at()).isNotNull());
        assertThat(snapshot.get(0)).extracting(e -> ((PilotChanged) e).state()).isEqualTo(PilotState.A);
        assertThat(snapshot.get(1)).extracting(e -> ((ContactorChanged) e).closed()).isEqualTo(false);
    }

    @Test
    void whoComesLateIsToldThePresentState() throws Exception {
        plugAndAwait(subscribeAndAwaitUp());

        Recorder late = subscribeAndAwaitUp();

        assertThat(late.await(PilotChanged.class, e -> e.connector() == 1).state().vehicleConnected()).isTrue();
    }

    @Test
    void eachSubscriberIsToldEveryChange() throws Exception {
        Recorder one = subscribeAndAwaitUp();
        Recorder other = subscribeAndAwaitUp();

        plugAndAwait(one);

        other.await(PilotChanged.class, e -> e.connector() == 1 && e.state().vehicleConnected());
    }

    @Test
    void noEventComesOnTheSubscribersThread() throws Exception {
        Recorder recorder = subscribeAndAwaitUp();
        plugAndAwait(recorder);

        assertThat(recorder.threads()).doesNotContain(Thread.currentThread());
    }

    @Test
    void eventsComeOneAtATimeAndEachIsAChange() throws Exception {
        // slow enough for a second event to come while it is inside
        Recorder recorder = new Recorder(deadline(), event -> IntStream.range(0, 10).forEach(i -> Thread.yield()));
        driver.subscribe(recorder);
        recorder.await(LinkChanged.class, e -> e.state() == LinkState.UP);
        PowerControl power = power();
        plugAndAwait(recorder);
        List<CompletableFuture<Void>> callers = IntStream.range(0, 4).mapToObj(caller -> CompletableFuture.runAsync(() -> {
            for (int i = 0; i < 10; i++) {
                power.apply(i % 2 == caller % 2 ? FULL : PowerSetpoint.OFF).toCompletableFuture().join();
            }
        })).toList();
        for (CompletableFuture<Void> caller : callers) {
            caller.get(4 * 10 * deadline().toMillis(), TimeUnit.MILLISECONDS);
        }
        within(power.apply(PowerSetpoint.OFF));
        unplug();
        recorder.await(PilotChanged.class, e -> e.connector() == 1 && e.state() == PilotState.A);

        assertThat(recorder.overlapped()).isFalse();
        List<PilotState> pilots = recorder.all().stream().filter(e -> e instanceof PilotChanged p && p.connector() == 1)
            .map(e -> ((PilotChanged) e).state()).toList();
        for (int i = 1; i < pilots.size(); i++) {
            assertThat(pilots.get(i)).as("pilot states told: %s", pilots).isNotEqualTo(pilots.get(i - 1));
        }
    }

    @Test
    void plugAndUnplugAreToldInTheirOrder() throws Exception {
        Recorder recorder = subscribeAndAwaitUp();
        recorder.await(PilotChanged.class, e -> e.connector() == 1 && e.state() == PilotState.A);
        for (int i = 0; i < 3; i++) {
            plugAndAwait(recorder);
            unplug();
            recorder.await(PilotChanged.class, e -> e.connector() == 1 && e.state() == PilotState.A);
        }
    }

    @Test
    void aListenerMayCallBackIntoTheDriver() throws Exception {
        CompletableFuture<CompletionStage<Void>> called = new CompletableFuture<>();
        PowerControl power = power();
        Recorder recorder = new Recorder(deadline(), event -> called.complete(power.apply(PowerSetpoint.OFF)));

        driver.subscribe(recorder);

        within(called.get(deadline().toMillis(), TimeUnit.MILLISECONDS));
    }

    @Test
    void aListenerThatFailsIsToldTheNextEventAndHarmsNobody() throws Exception {
        Recorder bad = new Recorder(deadline(), event -> {
            throw new IllegalStateException("thrown by a listener on purpose");
        });
        driver.subscribe(bad);
        Recorder good = subscribeAndAwaitUp();

        plugAndAwait(good);

        bad.await(PilotChanged.class, e -> e.connector() == 1 && e.state().vehicleConnected());
    }

    @Test
    void afterTheCloseOfASubscriptionNothingIsTold() throws Exception {
        Recorder closed = recorder();
        Subscription subscription = driver.subscribe(closed);
        closed.await(LinkChanged.class, e -> e.state() == LinkState.UP);
        Recorder open = subscribeAndAwaitUp();
        subscription.close();
        subscription.close();
        plugAndAwait(open);

        unplug();
        open.await(PilotChanged.class, e -> e.connector() == 1 && e.state() == PilotState.A);

        assertThat(closed.all()).noneMatch(e -> e instanceof PilotChanged p && p.state().vehicleConnected());
    }

    @Test
    void aListenerMayCloseItsSubscriptionFromInside() throws Exception {
        CompletableFuture<Subscription> subscription = new CompletableFuture<Subscription>().orTimeout(deadline().toMillis(), TimeUnit.MILLISECONDS);
        Recorder once = new Recorder(deadline(), event -> subscription.join().close());
        subscription.complete(driver.subscribe(once));
        Recorder other = subscribeAndAwaitUp();

        plugAndAwait(other);

        assertThat(once.all()).hasSize(1);
    }

    @Test
    void anUnknownConnectorHasNoCapability() {
        for (int connector : new int[] {-1, driver.station().connectors().size() + 1, Integer.MAX_VALUE}) {
            for (Class<?> type : List.of(PowerControl.class, MeterSource.class, LockControl.class, AvailabilityControl.class, Bystander.class)) {
                assertThat(driver.capability(connector, type)).as("%s at connector %d", type.getSimpleName(), connector).isEmpty();
            }
        }
    }

    @Test
    void anUnknownCapabilityIsEmpty() {
        assertThat(driver.capability(1, Runnable.class)).isEmpty();
    }

    @Test
    void aTetheredConnectorHasNoLock() throws Exception {
        subscribeAndAwaitUp();
        for (ConnectorInfo connector : driver.station().connectors()) {
            assumeTrue(connector.tethered());
            assertThat(driver.capability(connector.number(), LockControl.class)).isEmpty();
        }
    }

    @Test
    void grantedSupplyClosesTheContactorOfAPluggedCarAndTakenSupplyOpensIt() throws Exception {
        Recorder recorder = subscribeAndAwaitUp();
        PowerControl power = power();
        plugAndAwait(recorder);

        within(power.apply(FULL));
        recorder.await(ContactorChanged.class, e -> e.connector() == 1 && e.closed());
        within(power.apply(PowerSetpoint.OFF));
        recorder.await(ContactorChanged.class, e -> e.connector() == 1 && !e.closed());
    }

    @Test
    void aLimitBelowSixAmperesIsAPause() throws Exception {
        Recorder recorder = subscribeAndAwaitUp();
        PowerControl power = power();
        plugAndAwait(recorder);
        within(power.apply(FULL));
        recorder.await(ContactorChanged.class, e -> e.connector() == 1 && e.closed());

        within(power.apply(new PowerSetpoint(true, 5.9)));

        recorder.await(ContactorChanged.class, e -> e.connector() == 1 && !e.closed());
    }

    @Test
    void aSetpointMayBeGivenAgain() throws Exception {
        subscribeAndAwaitUp();
        PowerControl power = power();

        within(power.apply(FULL));
        within(power.apply(FULL));
    }

    @Test
    void theRegisterNeverFallsAndReadingsAreNumbers() throws Exception {
        Recorder recorder = subscribeAndAwaitUp();
        MeterSource meter = driver.capability(1, MeterSource.class).orElse(null);
        assumeTrue(meter != null, "the driver has no MeterSource");
        double first = register(meter);
        plugAndAwait(recorder);
        within(power().apply(FULL));
        recorder.await(ContactorChanged.class, e -> e.connector() == 1 && e.closed());
        double second = register(meter);
        unplug();
        recorder.await(PilotChanged.class, e -> e.connector() == 1 && e.state() == PilotState.A);

        assertThat(second).isGreaterThanOrEqualTo(first);
        assertThat(register(meter)).isGreaterThanOrEqualTo(second);
    }

    @Test
    void aConnectorGoesOutOfServiceAndComesBack() throws Exception {
        AvailabilityControl availability = driver.capability(1, AvailabilityControl.class).orElse(null);
        assumeTrue(availability != null, "the driver has no AvailabilityControl");
        Recorder recorder = subscribeAndAwaitUp();

        within(availability.setAvailable(false));
        within(availability.setAvailable(true));
        plugAndAwait(recorder);
    }

    @Test
    void unlockingEndsInBoundedTime() throws Exception {
        subscribeAndAwaitUp();
        LockControl lock = driver.capability(1, LockControl.class).orElse(null);
        assumeTrue(lock != null, "the driver has no LockControl");

        assertThat(within(lock.unlock())).isIn((Object[]) UnlockResult.values());
    }

    @Test
    void aCommandNeverThrowsAtItsCaller() {
        PowerControl power = power();
        assertThatCode(() -> power.apply(new PowerSetpoint(true, Double.MAX_VALUE))).doesNotThrowAnyException();
    }

    private double register(MeterSource meter) throws Exception {
        MeterSample sample = within(meter.read());
        assertThat(sample.readings()).allSatisfy(reading -> assertThat(reading.value()).isFinite());
        assumeTrue(sample.energyImportWh().isPresent(), "the meter has no lifetime register");
        return sample.energyImportWh().getAsDouble();
    }

    private Recorder recorder() {
        return new Recorder(deadline());
    }

    private Recorder subscribeAndAwaitUp() throws InterruptedException {
        Recorder recorder = recorder();
        driver.subscribe(recorder);
        recorder.await(LinkChanged.class, e -> e.state() == LinkState.UP);
        return recorder;
    }

    private void plugAndAwait(Recorder recorder) throws InterruptedException {
        plug();
        recorder.await(PilotChanged.class, e -> e.connector() == 1 && e.state().vehicleConnected());
    }

    private PowerControl power() {
        PowerControl power = driver.capability(1, PowerControl.class).orElse(null);
        assumeTrue(power != null, "the driver has no PowerControl");
        return power;
    }

    private <T> T within(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(deadline().toMillis(), TimeUnit.MILLISECONDS);
    }
}
