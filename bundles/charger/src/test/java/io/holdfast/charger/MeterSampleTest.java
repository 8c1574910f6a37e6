package io.holdfast.charger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class MeterSampleTest {
    @Test
    void theRegisterIsTheEnergyOfAllPhases() {
        MeterSample sample = new MeterSample(Instant.EPOCH, List.of(
            new Reading(Quantity.ENERGY_IMPORT_WH, Phase.L1, 1), new Reading(Quantity.POWER_IMPORT_W, Phase.ALL, 2),
            new Reading(Quantity.ENERGY_IMPORT_WH, Phase.ALL, 3)));

        assertThat(sample.energyImportWh()).hasValue(3);
    }

    @Test
    void aMeterWithoutRegisterHasNone() {
        assertThat(new MeterSample(Instant.EPOCH, List.of()).energyImportWh()).isEmpty();
    }
}
