package io.holdfast.charger.simulator.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.charger.AvailabilityControl;
import io.holdfast.charger.Bystander;
import io.holdfast.charger.DriverEvent;
import io.holdfast.charger.FaultCode;
import io.holdfast.charger.LockControl;
import io.holdfast.charger.MeterSample;
import io.holdfast.charger.MeterSource;
import io.holdfast.charger.Phase;
import io.holdfast.charger.PowerControl;
import io.holdfast.charger.PowerSetpoint;
import io.holdfast.charger.Quantity;
import io.holdfast.charger.Reading;
import io.holdfast.charger.UnlockResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulatedChargerTest {
    private static final PowerSetpoint FULL = new PowerSetpoint(true, 16);

    @TempDir
    Path directory;

    private final VirtualScheduler scheduler = new VirtualScheduler();
    private final List<String> told = new ArrayList<>();
    private SimulatedCharger charger;

    @BeforeEach
    void start() {
        start(TestSettings.charger(directory, TestSettings.NO_CARS));
    }

    @Test
    void aSessionIsToldCauseBeforeEffect() {
        people().plug();
        people().present("T1");
        apply(FULL);
        apply(PowerSetpoint.OFF);
        people().unplug();
        scheduler.runPending();

        assertThat(told).containsExactly("link UP", "1 pilot A", "1 contactor open", "1 pilot B", "1 token T1", "1 pilot C", "1 contactor closed",
            "1 pilot B", "1 contactor open", "1 pilot A");
    }

    @Test
    void theMeterTellsRegisterPowerCurrentsAndVoltages() {
        people().plug();
        apply(FULL);
        scheduler.pass(Duration.ofSeconds(30));

        assertThat(meter().readings()).containsExactly(
            new Reading(Quantity.ENERGY_IMPORT_WH, Phase.ALL, 92), new Reading(Quantity.POWER_IMPORT_W, Phase.ALL, 11_040),
            new Reading(Quantity.CURRENT_IMPORT_A, Phase.L1, 16), new Reading(Quantity.VOLTAGE_V, Phase.L1, 230),
            new Reading(Quantity.CURRENT_IMPORT_A, Phase.L2, 16), new Reading(Quantity.VOLTAGE_V, Phase.L2, 230),
            new Reading(Quantity.CURRENT_IMPORT_A, Phase.L3, 16), new Reading(Quantity.VOLTAGE_V, Phase.L3, 230));
    }

    @Test
    void aSetpointCountsFromItsMomentOn() {
        people().plug();
        apply(FULL);
        scheduler.pass(Duration.ofMillis(1500));
        apply(new PowerSetpoint(true, 8));
        scheduler.pass(Duration.ofMillis(1500));

        assertThat(meter().energyImportWh().getAsDouble()).isEqualTo(6.9);
    }

    @Test
    void aFullCarIsToldWithinASecond() {
        restart(TestSettings.charger(directory, carsThatWant(92)));
        people().plug();
        apply(FULL);
        scheduler.pass(Duration.ofSeconds(29));
        told.clear();

        scheduler.pass(Duration.ofSeconds(2));

        assertThat(told).containsExactly("1 pilot B", "1 contactor open");
        assertThat(meter().energyImportWh()).hasValue(92);
    }

    @Test
    void carsComeAndGoByThemselves() {
        restart(TestSettings.charger(directory, TestSettings.A_CAR_EVERY_MINUTE));
        told.clear();

        scheduler.pass(Duration.ofSeconds(8));
        apply(FULL);
        scheduler.pass(Duration.ofSeconds(38));
        apply(PowerSetpoint.OFF);
        scheduler.pass(Duration.ofSeconds(20));

        assertThat(told).containsExactly("1 pilot B", "1 token DEMO-1", "1 pilot C", "1 contactor closed", "1 token DEMO-1", "1 pilot B",
            "1 contactor open", "1 pilot A", "1 pilot B");
    }

    @Test
    void otherCarsComeWithoutARestart() {
        charger.expect(TestSettings.A_CAR_EVERY_MINUTE);
        scheduler.pass(Duration.ofSeconds(6));

        assertThat(told).endsWith("1 pilot B");
    }

    @Test
    void afterACrashTheCarStillChargesAndTheRegisterHasGoneOn() {
        people().plug();
        apply(FULL);
        scheduler.pass(Duration.ofSeconds(30));
        charger = null;
        told.clear();

        scheduler.step(Duration.ofSeconds(60));
        start(TestSettings.charger(directory, TestSettings.NO_CARS));

        assertThat(told).containsExactly("link UP", "1 pilot C", "1 contactor closed");
        assertThat(meter().energyImportWh()).hasValue(276);
    }

    @Test
    void aClockThatWasSetBackCostsNothing() {
        people().plug();
        apply(FULL);
        scheduler.pass(Duration.ofSeconds(30));

        scheduler.step(Duration.ofDays(-1));
        restart(TestSettings.charger(directory, TestSettings.NO_CARS));

        assertThat(meter().energyImportWh()).hasValue(92);
    }

    @Test
    void theStateIsSavedAtChangesAndOnceASecondWhileEnergyFlows() throws Exception {
        people().plug();
        apply(FULL);
        Path file = directory.resolve("box.properties");
        Files.setLastModifiedTime(file, FileTime.fromMillis(0));
        for (int i = 0; i < 9; i++) {
            scheduler.pass(Duration.ofMillis(100));
            meter();
        }
        assertThat(Files.getLastModifiedTime(file).toMillis()).isZero();

        scheduler.pass(Duration.ofMillis(100));
        assertThat(Files.getLastModifiedTime(file).toMillis()).isPositive();

        apply(PowerSetpoint.OFF);
        Files.setLastModifiedTime(file, FileTime.fromMillis(0));
        scheduler.pass(Duration.ofMinutes(10));
        assertThat(Files.getLastModifiedTime(file).toMillis()).isZero();
    }

    @Test
    void aFaultIsToldBeforeItsEffectsAndClearedBeforeTheCarGoesOn() {
        people().plug();
        apply(FULL);
        told.clear();

        people().fault(FaultCode.GROUND_FAULT);
        people().fault(FaultCode.GROUND_FAULT);
        scheduler.runPending();
        subscribe();
        people().clear(FaultCode.GROUND_FAULT);
        scheduler.runPending();

        assertThat(told).startsWith("1 fault GROUND_FAULT CONNECTOR_INOPERATIVE", "1 pilot F", "1 contactor open",
            "link UP", "1 pilot F", "1 contactor open", "1 fault GROUND_FAULT CONNECTOR_INOPERATIVE", "1 mended GROUND_FAULT");
    }

    @Test
    void theEmergencyStopAsksOnceForTheEndOfCharging() {
        people().plug();
        scheduler.runPending();
        told.clear();

        people().fault(FaultCode.EMERGENCY_STOP);
        people().fault(FaultCode.EMERGENCY_STOP);
        scheduler.runPending();

        assertThat(told).containsExactly("1 stop EMERGENCY_STOP", "1 fault EMERGENCY_STOP CONNECTOR_INOPERATIVE", "1 pilot F");
    }

    @Test
    void aBrokenReaderIsAWarningAndReadsNothing() {
        told.clear();
        people().fault(FaultCode.RFID_READER);
        people().present("T1");
        scheduler.runPending();

        assertThat(told).containsExactly("1 fault RFID_READER WARNING");
    }

    @Test
    void whileTheLinkIsDownNothingIsToldAndNoCommandArrives() {
        told.clear();
        people().fault(FaultCode.COMMUNICATION);
        people().plug();
        CompletionStage<Void> applied = power().apply(FULL);
        scheduler.runPending();

        assertThat(told).containsExactly("link DOWN");
        assertThat(applied.toCompletableFuture()).isCompletedExceptionally();
        told.clear();

        people().clear(FaultCode.COMMUNICATION);
        people().clear(FaultCode.COMMUNICATION);
        scheduler.runPending();
        assertThat(told).containsExactly("link UP", "1 pilot B", "1 contactor open");
    }

    @Test
    void aBrokenMeterDoesNotAnswer() {
        people().fault(FaultCode.METER);
        CompletableFuture<MeterSample> sample = charger.capability(1, MeterSource.class).orElseThrow().read().toCompletableFuture();
        scheduler.runPending();

        assertThat(sample).isCompletedExceptionally();
    }

    @Test
    void theBoltOpensOnlyWithoutLoad() {
        restart(TestSettings.charger(1, false, directory));
        people().plug();
        apply(FULL);
        assertThat(unlock()).isEqualTo(UnlockResult.FAILED);

        apply(PowerSetpoint.OFF);
        assertThat(unlock()).isEqualTo(UnlockResult.UNLOCKED);

        people().fault(FaultCode.LOCK);
        assertThat(unlock()).isEqualTo(UnlockResult.FAILED);
    }

    @Test
    void outOfServiceIsToldAsStateF() {
        charger.capability(1, AvailabilityControl.class).orElseThrow().setAvailable(false);
        scheduler.runPending();

        assertThat(told).endsWith("1 pilot F");
    }

    @Test
    void aClosedChargerTellsNothingEndsItsTimersAndEveryCommand() {
        charger.close();
        people().plug();
        CompletionStage<Void> before = power().apply(FULL);
        scheduler.runPending();
        scheduler.end();
        CompletionStage<Void> after = power().apply(FULL);

        assertThat(told).containsExactly("link UP", "1 pilot A", "1 contactor open");
        assertThat(scheduler.waiting()).isZero();
        assertThat(before.toCompletableFuture()).isCompletedExceptionally();
        assertThat(after.toCompletableFuture()).isCompletedExceptionally();
    }

    private void start(Settings settings) {
        charger = new SimulatedCharger(settings, "0", scheduler);
        subscribe();
        scheduler.runPending();
    }

    private void restart(Settings settings) {
        charger.close();
        start(settings);
    }

    private void subscribe() {
        charger.subscribe(event -> told.add(text(event)));
    }

    private static CarSettings carsThatWant(double wattHours) {
        return new CarSettings(Duration.ZERO, Duration.ofSeconds(40), new Car(3, 16, wattHours), "");
    }

    private Bystander people() {
        return charger.capability(1, Bystander.class).orElseThrow();
    }

    private PowerControl power() {
        return charger.capability(1, PowerControl.class).orElseThrow();
    }

    private void apply(PowerSetpoint setpoint) {
        now(power().apply(setpoint));
    }

    private MeterSample meter() {
        return now(charger.capability(1, MeterSource.class).orElseThrow().read());
    }

    private UnlockResult unlock() {
        return now(charger.capability(1, LockControl.class).orElseThrow().unlock());
    }

    private <T> T now(CompletionStage<T> stage) {
        scheduler.runPending();
        return stage.toCompletableFuture().getNow(null);
    }

    private static String text(DriverEvent event) {
        if (event instanceof DriverEvent.LinkChanged e) {
            return "link " + e.state();
        }
        String what = event instanceof DriverEvent.PilotChanged e ? "pilot " + e.state()
            : event instanceof DriverEvent.ContactorChanged e ? "contactor " + (e.closed() ? "closed" : "open")
            : event instanceof DriverEvent.TokenPresented e ? "token " + e.value()
            : event instanceof DriverEvent.StopRequested e ? "stop " + e.cause()
            : event instanceof DriverEvent.FaultRaised e ? "fault " + e.code() + " " + e.severity()
            : event instanceof DriverEvent.FaultCleared e ? "mended " + e.code() : event.toString();
        return event.connector() + " " + what;
    }
}
