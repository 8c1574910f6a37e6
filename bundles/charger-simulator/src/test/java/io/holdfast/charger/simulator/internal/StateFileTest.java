package io.holdfast.charger.simulator.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.holdfast.charger.FaultCode;
import io.holdfast.charger.PowerSetpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateFileTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00.123456789Z");

    @TempDir
    Path directory;

    @Test
    void whatWasSavedIsLoaded() {
        StateFile.Saved state = new StateFile.Saved(NOW, List.of(
            new Evse(TestSettings.RATING, 1.0 / 3, Optional.of(new Car(2, 10.5, 99.25)), new PowerSetpoint(true, 12.5), false,
                Set.of(FaultCode.LOCK, FaultCode.METER)),
            Evse.unused(TestSettings.RATING)));
        new StateFile(directory, "box").save(state);

        assertThat(new StateFile(directory, "box").load(TestSettings.RATING)).contains(state);
    }

    @Test
    void aNewChargerHasNoState() {
        assertThat(new StateFile(directory, "box").load(TestSettings.RATING)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "at=yesterday", "at=2026-01-01T00:00:00Z\n1.registerWh=many", "1.registerWh=5", "\\u00zz"})
    void aFileThatCannotBeReadIsNoState(String content) throws IOException {
        Files.writeString(directory.resolve("box.properties"), content);

        assertThat(new StateFile(directory, "box").load(TestSettings.RATING)).isEmpty();
    }

    @Test
    void aDirectoryThatCannotBeWrittenStopsNobody() throws IOException {
        Path taken = Files.writeString(directory.resolve("taken"), "a file where the directory should be");
        StateFile file = new StateFile(taken, "box");
        StateFile.Saved state = new StateFile.Saved(NOW, List.of(Evse.unused(TestSettings.RATING)));

        assertThatCode(() -> {
            file.save(state);
            file.save(state);
            file.load(TestSettings.RATING);
        }).doesNotThrowAnyException();
        Files.delete(taken);
        file.save(state);
        assertThat(file.load(TestSettings.RATING)).contains(state);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../box", "a/b", "..", "schräg & schief"})
    void whateverItsIdAChargersFileStaysInItsDirectory(String id) throws IOException {
        StateFile.Saved state = new StateFile.Saved(NOW, List.of(Evse.unused(TestSettings.RATING)));
        new StateFile(directory.resolve("states"), id).save(state);

        try (var files = Files.list(directory.resolve("states"))) {
            assertThat(files).hasSize(1);
        }
        assertThat(new StateFile(directory.resolve("states"), id).load(TestSettings.RATING)).contains(state);
    }
}
