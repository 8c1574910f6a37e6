package io.holdfast.charger.simulator.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.charger.FaultCode;
import io.holdfast.charger.PowerSetpoint;
import io.holdfast.charger.simulator.internal.Motorist.Act;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/** One tick each second; a car every 60 s that stays for 40 s, the first after 5 s. */
class MotoristTest {
    private static final CarSettings CARS = TestSettings.A_CAR_EVERY_MINUTE;
    private static final PowerSetpoint FULL = new PowerSetpoint(true, 16);
    private static final CarSettings WITHOUT_TOKEN = new CarSettings(CARS.arriveEvery(), CARS.stay(), CARS.model(), "");

    private Evse evse = Evse.unused(TestSettings.RATING);

    @Test
    void whoIsServedPresentsTheTokenToStartAndToStopAndLeaves() {
        assertThat(acts(CARS, 130, (now, act) -> act == Act.PRESENT ? toggled() : evse)).containsExactly(
            Map.entry(5, Act.PLUG), Map.entry(7, Act.PRESENT), Map.entry(45, Act.PRESENT), Map.entry(48, Act.UNPLUG),
            Map.entry(65, Act.PLUG), Map.entry(67, Act.PRESENT), Map.entry(105, Act.PRESENT), Map.entry(108, Act.UNPLUG),
            Map.entry(125, Act.PLUG), Map.entry(127, Act.PRESENT));
    }

    @Test
    void whoIsNotServedPresentsAgainNowAndThenAndLeavesInTheEnd() {
        assertThat(acts(CARS, 60, (now, act) -> evse)).containsExactly(
            Map.entry(5, Act.PLUG), Map.entry(7, Act.PRESENT), Map.entry(27, Act.PRESENT), Map.entry(45, Act.UNPLUG));
    }

    @Test
    void whoseChargingIsStoppedByTheOperatorLeavesWithoutPresentingAgain() {
        assertThat(acts(CARS, 60, (now, act) -> act == Act.PRESENT ? toggled() : now == 20 ? evse.granted(PowerSetpoint.OFF) : evse))
            .containsExactly(Map.entry(5, Act.PLUG), Map.entry(7, Act.PRESENT), Map.entry(24, Act.UNPLUG));
    }

    @Test
    void whoHasNoTokenWaitsForARemoteStartAndUnplugs() {
        assertThat(acts(WITHOUT_TOKEN, 60, (now, act) -> now == 10 ? evse.granted(FULL) : evse)).containsExactly(
            Map.entry(5, Act.PLUG), Map.entry(48, Act.UNPLUG));
    }

    @Test
    void whoFindsTheConnectorTakenDrivesOn() {
        evse = evse.plugged(TestSettings.CAR);

        assertThat(acts(CARS, 70, (now, act) -> now == 30 ? evse.unplugged() : evse))
            .containsExactly(Map.entry(65, Act.PLUG), Map.entry(67, Act.PRESENT));
    }

    @Test
    void whoFindsTheConnectorBrokenDrivesOn() {
        evse = evse.broken(FaultCode.GROUND_FAULT);

        assertThat(acts(CARS, 60, (now, act) -> evse)).isEmpty();
    }

    @Test
    void whoseCableIsPulledBySomebodyElseIsGone() {
        assertThat(acts(CARS, 60, (now, act) -> now == 20 ? evse.unplugged() : evse))
            .containsExactly(Map.entry(5, Act.PLUG), Map.entry(7, Act.PRESENT));
    }

    @Test
    void nobodyComesIfCarsDoNotArrive() {
        assertThat(acts(TestSettings.NO_CARS, 600, (now, act) -> evse)).isEmpty();
    }

    @Test
    void arrivalsAtSeveralConnectorsAreSpread() {
        assertThat(Motorist.away(CARS, Duration.ZERO, 1, 3).nextArrival()).isEqualTo(Duration.ofSeconds(5));
        assertThat(Motorist.away(CARS, Duration.ZERO, 3, 3).nextArrival()).isEqualTo(Duration.ofSeconds(45));
    }

    private Evse toggled() {
        return evse.granted(evse.setpoint().supply() ? PowerSetpoint.OFF : FULL);
    }

    /** What is done at which second. @param then what the act, and the time, make of the outlet */
    private Map<Integer, Act> acts(CarSettings cars, int seconds, BiFunction<Integer, Act, Evse> then) {
        Map<Integer, Act> acts = new LinkedHashMap<>();
        Motorist motorist = Motorist.away(cars, Duration.ZERO, 1, 1);
        for (int now = 1; now <= seconds; now++) {
            Motorist.Step step = motorist.step(cars, Duration.ofSeconds(now), evse);
            motorist = step.next();
            if (step.act() == Act.PLUG) {
                evse = evse.plugged(cars.model());
            } else if (step.act() == Act.UNPLUG) {
                evse = evse.unplugged();
            }
            evse = then.apply(now, step.act());
            if (step.act() != Act.NONE) {
                acts.put(now, step.act());
            }
        }
        return acts;
    }
}
