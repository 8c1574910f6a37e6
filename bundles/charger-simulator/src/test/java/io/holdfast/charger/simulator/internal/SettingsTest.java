package io.holdfast.charger.simulator.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    private static final Path DIRECTORY = Path.of("data", "charger-simulator");

    @Test
    void everyKeyIsRead() {
        Settings settings = settings(Map.ofEntries(Map.entry("charger.id", " box "), Map.entry("connectors", "2"), Map.entry("phases", "1"),
            Map.entry("maxAmperes", "32.5"), Map.entry("voltage", "231"), Map.entry("tethered", "false"), Map.entry("car.arrives.every", "60"),
            Map.entry("car.stays", "40"), Map.entry("car.energy", "99.5"), Map.entry("car.maxAmperes", "20"), Map.entry("car.phases", "2"),
            Map.entry("car.token", " T1 "), Map.entry("directory", "elsewhere")));

        assertThat(settings).isEqualTo(new Settings(
            new ChargerSettings("box", 2, false, new Evse.Rating(1, 32.5, 231), Path.of("elsewhere")),
            new CarSettings(Duration.ofSeconds(60), Duration.ofSeconds(40), new Car(2, 20, 99.5), "T1")));
    }

    @Test
    void theIdAloneIsEnough() {
        assertThat(settings(Map.of("charger.id", "box"))).isEqualTo(new Settings(
            new ChargerSettings("box", 1, true, new Evse.Rating(3, 16, 230), DIRECTORY),
            new CarSettings(Duration.ZERO, Duration.ofSeconds(45), new Car(3, 16, 40_000), "DEMO-1")));
    }

    @ParameterizedTest
    @CsvSource({
        "connectors,0,1 to 16", "connectors,-1,1 to 16", "connectors,17,1 to 16", "connectors,two,1 to 16", "phases,2,1 or 3", "phases,4,1 to 3",
        "maxAmperes,5.9,6 to 80", "maxAmperes,NaN,6 to 80", "voltage,12,100 to 500", "tethered,yes,true or false", "car.arrives.every,-1,0 to 86400",
        "car.stays,0,1 to 86400", "car.energy,0,1 to 1000000", "car.maxAmperes,81,6 to 80", "car.phases,0,1 to 3"})
    void aWrongValueIsToldWithItsKeyAndWhatIsAllowed(String key, String value, String allowed) {
        assertThatIllegalArgumentException().isThrownBy(() -> settings(Map.of("charger.id", "box", key, value)))
            .withMessage(key + " = " + value + "; allowed is " + allowed);
    }

    @Test
    void aChargerWithoutIdIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> settings(Map.of("charger.id", " "))).withMessageStartingWith("charger.id is empty");
    }

    private static Settings settings(Map<String, String> written) {
        return Settings.of(TestConfig.of(written), new HashMap<>(written), DIRECTORY);
    }
}
