package io.holdfast.charger.simulator.internal;

import java.nio.file.Path;
import java.time.Duration;

/** Settings that tests start from: 230 V, three phases, 16 A, a car that takes 22 kWh. */
final class TestSettings {
    static final Evse.Rating RATING = new Evse.Rating(3, 16, 230);
    static final Car CAR = new Car(3, 16, 22_000);
    static final CarSettings NO_CARS = new CarSettings(Duration.ZERO, Duration.ofSeconds(40), CAR, "DEMO-1");
    static final CarSettings A_CAR_EVERY_MINUTE = new CarSettings(Duration.ofSeconds(60), Duration.ofSeconds(40), CAR, "DEMO-1");

    private TestSettings() { }

    static Settings charger(int connectors, boolean tethered, Path directory) {
        return new Settings(new ChargerSettings("box", connectors, tethered, RATING, directory), NO_CARS);
    }

    static Settings charger(Path directory, CarSettings cars) {
        return new Settings(new ChargerSettings("box", 1, true, RATING, directory), cars);
    }
}
