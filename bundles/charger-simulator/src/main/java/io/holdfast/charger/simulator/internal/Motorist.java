package io.holdfast.charger.simulator.internal;

import io.holdfast.charger.PilotState;
import java.time.Duration;

/**
 * The people who come to one connector by themselves, one after the other. Times count from the start of the charger.
 *
 * <pre>
 *        plug             supply granted              time is up: present,
 *                                                     or supply taken             unplug
 *   AWAY ─────▶ WAITING ───────────────▶ CHARGING ──────────────────▶ LEAVING ─────────▶ AWAY
 *               presents now and then
 * </pre>
 *
 * Whoever is not served until the time is up, or has nothing to present, just unplugs; somebody else may unplug at any time.
 * Nobody presents a token again once the supply was granted: that would stop what is running, or start what was stopped.
 *
 * @param nextArrival the next one comes then; who finds the connector taken or broken drives on
 * @param deadline in WAITING and CHARGING the time is up then, in LEAVING the cable is pulled then
 * @param presents when the token is shown next, while WAITING
 */
record Motorist(Stage stage, Duration nextArrival, Duration deadline, Duration presents) {
    private static final Duration FIRST_ARRIVAL = Duration.ofSeconds(5);
    private static final Duration TO_THE_READER = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration TO_THE_CABLE = Duration.ofSeconds(3);

    enum Stage { AWAY, WAITING, CHARGING, LEAVING }

    enum Act { NONE, PLUG, PRESENT, UNPLUG }

    record Step(Motorist next, Act act) { }

    /** Nobody here; at several connectors the arrivals are spread. */
    static Motorist away(CarSettings cars, Duration now, int connector, int connectors) {
        Duration spread = cars.arriveEvery().multipliedBy(connector - 1).dividedBy(connectors);
        return new Motorist(Stage.AWAY, now.plus(FIRST_ARRIVAL).plus(spread), Duration.ZERO, Duration.ZERO);
    }

    /** Belongs to a car that is plugged in already, from a time before the gateway's start. */
    Motorist waiting(CarSettings cars, Duration now) {
        return new Motorist(Stage.WAITING, nextArrival, now.plus(cars.stay()), now.plus(PATIENCE));
    }

    Step step(CarSettings cars, Duration now, Evse evse) {
        boolean timeIsUp = now.compareTo(deadline) >= 0;
        boolean granted = evse.setpoint().supply();
        return switch (evse.car().isEmpty() ? Stage.AWAY : stage) {
            case AWAY -> cars.arrive() && now.compareTo(nextArrival) >= 0 ? arrive(cars, now, evse) : go(Stage.AWAY, deadline, Act.NONE);
            case WAITING -> {
                if (granted) {
                    yield go(Stage.CHARGING, deadline, Act.NONE);
                }
                if (timeIsUp) {
                    yield go(Stage.AWAY, deadline, Act.UNPLUG);
                }
                yield cars.hasToken() && now.compareTo(presents) >= 0
                    ? new Step(new Motorist(stage, nextArrival, deadline, now.plus(PATIENCE)), Act.PRESENT)
                    : go(stage, deadline, Act.NONE);
            }
            case CHARGING -> {
                if (granted && !timeIsUp) {
                    yield go(stage, deadline, Act.NONE);
                }
                yield go(Stage.LEAVING, now.plus(TO_THE_CABLE), granted && cars.hasToken() ? Act.PRESENT : Act.NONE);
            }
            case LEAVING -> timeIsUp ? go(Stage.AWAY, deadline, Act.UNPLUG) : go(stage, deadline, Act.NONE);
        };
    }

    private Step arrive(CarSettings cars, Duration now, Evse evse) {
        Duration following = now.plus(cars.arriveEvery());
        return evse.pilot() == PilotState.A
            ? new Step(new Motorist(Stage.WAITING, following, now.plus(cars.stay()), now.plus(TO_THE_READER)), Act.PLUG)
            : new Step(new Motorist(Stage.AWAY, following, deadline, presents), Act.NONE);
    }

    private Step go(Stage then, Duration until, Act act) {
        return new Step(new Motorist(then, nextArrival, until, presents), act);
    }
}
