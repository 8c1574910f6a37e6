package io.holdfast.charger.simulator.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.holdfast.charger.FaultCode;
import io.holdfast.charger.PilotState;
import io.holdfast.charger.PowerSetpoint;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class EvseTest {
    private static final PowerSetpoint FULL = new PowerSetpoint(true, 16);
    private static final Duration HOUR = Duration.ofHours(1);

    private final Evse unused = Evse.unused(TestSettings.RATING);
    private final Evse charging = unused.plugged(TestSettings.CAR).granted(FULL);

    @Test
    void anEmptyOutletIsInStateAAndDead() {
        assertThat(unused.pilot()).isEqualTo(PilotState.A);
        assertThat(unused.granted(FULL).contactorClosed()).isFalse();
        assertThat(unused.granted(FULL).after(HOUR).registerWh()).isZero();
    }

    @Test
    void aPluggedCarWaitsInStateBUntilItMayCharge() {
        assertThat(unused.plugged(TestSettings.CAR).pilot()).isEqualTo(PilotState.B);
        assertThat(unused.plugged(TestSettings.CAR).contactorClosed()).isFalse();
        assertThat(charging.pilot()).isEqualTo(PilotState.C);
        assertThat(charging.contactorClosed()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"true,5.999", "true,0", "false,16"})
    void withoutSupplyOrSixAmperesTheContactorIsOpen(boolean supply, double limit) {
        Evse paused = charging.granted(new PowerSetpoint(supply, limit));

        assertThat(paused.pilot()).isEqualTo(PilotState.B);
        assertThat(paused.contactorClosed()).isFalse();
        assertThat(paused.watts()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"6,32,6", "32,10,10", "32,32,16", "Infinity,32,16"})
    void theCurrentIsTheLeastOfLimitCarAndOutlet(double limit, double car, double expected) {
        Evse evse = unused.plugged(new Car(3, car, 1000)).granted(new PowerSetpoint(true, limit));

        assertThat(evse.amperes()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"3,3,11040", "3,1,3680", "1,3,3680", "3,2,7360"})
    void powerFlowsOnThePhasesThatOutletAndCarShare(int outlet, int car, double watts) {
        Evse evse = Evse.unused(new Evse.Rating(outlet, 16, 230)).plugged(new Car(car, 16, 1000)).granted(FULL);

        assertThat(evse.watts()).isEqualTo(watts);
    }

    @Test
    void theRegisterIntegratesThePowerOverTime() {
        assertThat(charging.after(Duration.ofMinutes(30)).registerWh()).isCloseTo(5520, within(1e-9));
    }

    @Test
    void manyShortStepsGiveWhatOneLongStepGives() {
        Evse evse = charging;
        for (int i = 0; i < 3600; i++) {
            evse = evse.after(Duration.ofSeconds(1));
        }
        assertThat(evse.registerWh()).isCloseTo(charging.after(HOUR).registerWh(), within(1e-6));
    }

    @Test
    void aCarThatGetsFullTakesWhatItWantedAndGoesToStateB() {
        Evse full = unused.plugged(new Car(3, 16, 100)).granted(FULL).after(HOUR);

        assertThat(full.registerWh()).isEqualTo(100);
        assertThat(full.pilot()).isEqualTo(PilotState.B);
        assertThat(full.contactorClosed()).isFalse();
    }

    @Test
    void aSecondCarFindsNoCableAndAnEmptyOutletHasNoneToPull() {
        assertThat(charging.plugged(new Car(1, 6, 1))).isEqualTo(charging);
        assertThat(unused.unplugged()).isEqualTo(unused);
    }

    @Test
    void pullingTheCableOpensTheContactorAndLeavesTheRegister() {
        Evse left = charging.after(HOUR).unplugged();

        assertThat(left.pilot()).isEqualTo(PilotState.A);
        assertThat(left.contactorClosed()).isFalse();
        assertThat(left.registerWh()).isEqualTo(charging.after(HOUR).registerWh());
    }

    @Test
    void outOfServiceIsStateFAndBackInServiceTheCarIsStillThere() {
        assertThat(charging.available(false).pilot()).isEqualTo(PilotState.F);
        assertThat(charging.available(false).contactorClosed()).isFalse();
        assertThat(charging.available(false).available(true)).isEqualTo(charging);
    }

    @ParameterizedTest
    @EnumSource(FaultCode.class)
    void aFaultOpensTheContactorUntilItIsMendedExceptABrokenReader(FaultCode code) {
        assertThat(charging.broken(code).contactorClosed()).isEqualTo(code == FaultCode.RFID_READER);
        assertThat(charging.broken(code).broken(code).mended(code)).isEqualTo(charging);
    }

    @ParameterizedTest
    @CsvSource({"PILOT,E", "POWER_SUPPLY,E", "GROUND_FAULT,F", "RFID_READER,C"})
    void thePilotTellsTheKindOfFault(FaultCode code, PilotState pilot) {
        assertThat(charging.broken(code).pilot()).isEqualTo(pilot);
    }

    @Test
    void whateverHappensTheRegisterNeverFallsAndEnergyFlowsOnlyThroughAClosedContactor() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Evse evse = unused;
        for (int i = 0; i < 20_000; i++) {
            Evse before = evse;
            FaultCode code = FaultCode.values()[random.nextInt(FaultCode.values().length)];
            evse = switch (random.nextInt(8)) {
                case 0 -> evse.plugged(new Car(1 + random.nextInt(3), 6 + random.nextInt(30), 1 + random.nextInt(500)));
                case 1 -> evse.unplugged();
                case 2 -> evse.granted(new PowerSetpoint(random.nextBoolean(), random.nextInt(40)));
                case 3 -> evse.available(random.nextInt(4) > 0);
                case 4 -> evse.broken(code);
                case 5 -> evse.mended(code);
                default -> evse.after(Duration.ofMillis(random.nextInt(100_000)));
            };
            assertThat(evse.registerWh()).as("seed %d, step %d", seed, i).isGreaterThanOrEqualTo(before.registerWh());
            if (evse.registerWh() > before.registerWh()) {
                assertThat(before.contactorClosed()).as("seed %d, step %d", seed, i).isTrue();
            }
            if (evse.contactorClosed()) {
                assertThat(evse.setpoint().supply() && evse.pilot() == PilotState.C && evse.amperes() >= 6).as("seed %d, step %d", seed, i).isTrue();
            }
        }
    }
}
