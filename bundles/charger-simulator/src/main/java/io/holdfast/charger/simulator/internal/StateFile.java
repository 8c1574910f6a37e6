package io.holdfast.charger.simulator.internal;

import io.holdfast.charger.FaultCode;
import io.holdfast.charger.PowerSetpoint;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what a real charger would not forget when the gateway dies. An error of the file is told once, until it works again;
 * the charger goes on without it.
 */
final class StateFile {
    /** @param evses in the order of their connectors */
    record Saved(Instant at, List<Evse> evses) { }

    private static final Logger LOG = LoggerFactory.getLogger(StateFile.class);

    private final String chargerId;
    private final Path file;
    private boolean failing;

    StateFile(Path directory, String chargerId) {
        this.chargerId = chargerId;
        this.file = directory.resolve(URLEncoder.encode(chargerId, StandardCharsets.UTF_8) + ".properties").toAbsolutePath();
    }

    /** What was saved last; empty if nothing was, or if it cannot be read. */
    Optional<Saved> load(Evse.Rating rating) {
        Properties stored = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            stored.load(reader);
            List<Evse> evses = new ArrayList<>();
            for (int n = 1; stored.containsKey(n + ".registerWh"); n++) {
                evses.add(evse(stored, n + ".", rating));
            }
            return Optional.of(new Saved(Instant.parse(required(stored, "at")), evses));
        } catch (NoSuchFileException firstStart) {
            return Optional.empty();
        } catch (IOException | RuntimeException e) {
            LOG.warn("Simulated charger {} cannot read its state from {} and starts like a new one: {}", chargerId, file, e.toString());
            return Optional.empty();
        }
    }

    /** Replaces the file as a whole, so that a crash leaves the old state or the new one. */
    void save(Saved state) {
        Properties stored = new Properties();
        stored.setProperty("at", state.at().toString());
        for (int i = 0; i < state.evses().size(); i++) {
            store(stored, i + 1 + ".", state.evses().get(i));
        }
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.createDirectories(file.getParent());
            try (Writer writer = Files.newBufferedWriter(fresh)) {
                stored.store(writer, "simulated charger " + chargerId);
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            if (failing) {
                failing = false;
                LOG.info("Simulated charger {} can save its state to {} again", chargerId, file);
            }
        } catch (IOException e) {
            if (!failing) {
                failing = true;
                LOG.warn("Simulated charger {} cannot save its state to {} and goes on without: {}", chargerId, file, e.toString());
            }
        }
    }

    private static void store(Properties stored, String key, Evse evse) {
        stored.setProperty(key + "registerWh", String.valueOf(evse.registerWh()));
        stored.setProperty(key + "supply", String.valueOf(evse.setpoint().supply()));
        stored.setProperty(key + "limitAmperes", String.valueOf(evse.setpoint().limitAmperes()));
        stored.setProperty(key + "available", String.valueOf(evse.available()));
        stored.setProperty(key + "faults", evse.faults().stream().map(FaultCode::name).sorted().collect(Collectors.joining(",")));
        evse.car().ifPresent(car -> {
            stored.setProperty(key + "car.phases", String.valueOf(car.phases()));
            stored.setProperty(key + "car.maxAmperes", String.valueOf(car.maxAmperes()));
            stored.setProperty(key + "car.wantsWh", String.valueOf(car.wantsWh()));
        });
    }

    private static Evse evse(Properties stored, String key, Evse.Rating rating) {
        Optional<Car> car = stored.containsKey(key + "car.phases")
            ? Optional.of(new Car(Integer.parseInt(required(stored, key + "car.phases")), number(stored, key + "car.maxAmperes"),
                number(stored, key + "car.wantsWh")))
            : Optional.empty();
        Set<FaultCode> faults = Arrays.stream(required(stored, key + "faults").split(",")).filter(name -> !name.isEmpty())
            .map(FaultCode::valueOf).collect(Collectors.toSet());
        return new Evse(rating, number(stored, key + "registerWh"), car,
            new PowerSetpoint(Boolean.parseBoolean(required(stored, key + "supply")), number(stored, key + "limitAmperes")),
            Boolean.parseBoolean(required(stored, key + "available")), faults);
    }

    private static double number(Properties stored, String key) {
        return Double.parseDouble(required(stored, key));
    }

    private static String required(Properties stored, String key) {
        String value = stored.getProperty(key);
        if (value == null) {
            throw new IllegalArgumentException(key + " is missing");
        }
        return value;
    }
}
