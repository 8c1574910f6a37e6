package io.holdfast.charger.simulator.internal;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

/** A configuration that has been checked. */
record Settings(ChargerSettings charger, CarSettings cars) {
    /**
     * @param properties the configuration as it was written, to quote from it
     * @param defaultDirectory where the state file is if the configuration does not say
     * @throws IllegalArgumentException naming the first wrong key, its value and what is allowed
     */
    static Settings of(Config config, Map<String, ?> properties, Path defaultDirectory) {
        Reader read = new Reader(properties);
        String id = config.charger_id().strip();
        if (id.isEmpty()) {
            throw new IllegalArgumentException("charger.id is empty; give the charger a name of its own, for example garage-left");
        }
        int phases = (int) read.number("phases", config::phases, 1, 3);
        if (phases == 2) {
            throw read.wrong("phases", "1 or 3");
        }
        Evse.Rating rating = new Evse.Rating(phases,
            read.number("maxAmperes", config::maxAmperes, 6, 80),
            read.number("voltage", config::voltage, 100, 500));
        ChargerSettings charger = new ChargerSettings(id,
            (int) read.number("connectors", config::connectors, 1, 16),
            read.bool("tethered", config::tethered),
            rating,
            config.directory().isBlank() ? defaultDirectory : Path.of(config.directory().strip()));
        Car car = new Car(
            (int) read.number("car.phases", config::car_phases, 1, 3),
            read.number("car.maxAmperes", config::car_maxAmperes, 6, 80),
            read.number("car.energy", config::car_energy, 1, 1_000_000));
        CarSettings cars = new CarSettings(
            read.seconds("car.arrives.every", config::car_arrives_every, 0),
            read.seconds("car.stays", config::car_stays, 1),
            car,
            config.car_token().strip());
        return new Settings(charger, cars);
    }

    private record Reader(Map<String, ?> properties) {
        private static final int DAY = 86_400;

        double number(String key, Supplier<Number> value, double least, double most) {
            String allowed = (long) least + " to " + (long) most;
            double number;
            try {
                number = value.get().doubleValue();
            } catch (RuntimeException notANumber) {
                throw wrong(key, allowed);
            }
            if (!(number >= least && number <= most)) {
                throw wrong(key, allowed);
            }
            return number;
        }

        Duration seconds(String key, Supplier<Number> value, int least) {
            return Duration.ofSeconds((long) number(key, value, least, DAY));
        }

        /** Declarative Services would read every typing error as false. */
        boolean bool(String key, Supplier<Boolean> value) {
            Object written = properties.get(key);
            if (written instanceof String word && !word.strip().matches("(?i)true|false")) {
                throw wrong(key, "true or false");
            }
            return value.get();
        }

        IllegalArgumentException wrong(String key, String allowed) {
            return new IllegalArgumentException(key + " = " + properties.get(key) + "; allowed is " + allowed);
        }
    }
}
