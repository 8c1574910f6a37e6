package io.holdfast.charger;

import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;

/** What a meter showed at one moment. */
public record MeterSample(Instant at, List<Reading> readings) {
    public MeterSample {
        readings = List.copyOf(readings);
    }

    /** The lifetime import register in Wh, if the meter has one. */
    public OptionalDouble energyImportWh() {
        return readings.stream()
            .filter(r -> r.quantity() == Quantity.ENERGY_IMPORT_WH && r.phase() == Phase.ALL)
            .mapToDouble(Reading::value).findFirst();
    }
}
