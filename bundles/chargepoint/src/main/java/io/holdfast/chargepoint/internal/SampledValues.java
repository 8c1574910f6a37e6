package io.holdfast.chargepoint.internal;

import io.holdfast.charger.MeterSample;
import io.holdfast.charger.Quantity;
import io.holdfast.charger.Reading;
import io.holdfast.ocpp16.Measurand;
import io.holdfast.ocpp16.MeterValue;
import io.holdfast.ocpp16.Phase;
import io.holdfast.ocpp16.ReadingContext;
import io.holdfast.ocpp16.SampledValue;
import io.holdfast.ocpp16.UnitOfMeasure;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Puts a meter's readings into OCPP 1.6's words. */
final class SampledValues {
    /** What can be measured here at all. */
    static final Set<Measurand> MEASURANDS = Set.of(Measurand.ENERGY_ACTIVE_IMPORT_REGISTER, Measurand.POWER_ACTIVE_IMPORT,
        Measurand.CURRENT_IMPORT, Measurand.VOLTAGE, Measurand.TEMPERATURE, Measurand.SOC);

    private static final int DECIMALS = 2;

    private SampledValues() { }

    /**
     * The readings that were asked for, all phases of them; empty if the meter shows none of them.
     *
     * @param measurands empty: the energy register, which is OCPP's default
     * @param registerWh the energy register to report, which is not always what the meter shows
     */
    static Optional<MeterValue> of(MeterSample sample, Instant at, long registerWh, List<Measurand> measurands, ReadingContext context) {
        List<Measurand> wanted = measurands.isEmpty() ? List.of(Measurand.ENERGY_ACTIVE_IMPORT_REGISTER) : measurands;
        List<SampledValue> values = wanted.stream().flatMap(measurand -> sample.readings().stream()
            .filter(reading -> measurand(reading.quantity()) == measurand)
            .map(reading -> value(reading, registerWh).with(context))).toList();
        return values.isEmpty() ? Optional.empty() : Optional.of(new MeterValue(at, values));
    }

    private static SampledValue value(Reading reading, long registerWh) {
        boolean register = reading.quantity() == Quantity.ENERGY_IMPORT_WH && reading.phase() == io.holdfast.charger.Phase.ALL;
        SampledValue value = SampledValue.of(register ? Long.toString(registerWh) : number(reading.value()))
            .with(measurand(reading.quantity())).with(unit(reading.quantity()));
        return phase(reading).map(value::with).orElse(value);
    }

    private static String number(double value) {
        BigDecimal rounded = BigDecimal.valueOf(value).setScale(DECIMALS, RoundingMode.HALF_UP).stripTrailingZeros();
        return rounded.toPlainString();
    }

    private static Measurand measurand(Quantity quantity) {
        return switch (quantity) {
            case ENERGY_IMPORT_WH -> Measurand.ENERGY_ACTIVE_IMPORT_REGISTER;
            case POWER_IMPORT_W -> Measurand.POWER_ACTIVE_IMPORT;
            case CURRENT_IMPORT_A -> Measurand.CURRENT_IMPORT;
            case VOLTAGE_V -> Measurand.VOLTAGE;
            case TEMPERATURE_C -> Measurand.TEMPERATURE;
            case SOC_PERCENT -> Measurand.SOC;
        };
    }

    private static UnitOfMeasure unit(Quantity quantity) {
        return switch (quantity) {
            case ENERGY_IMPORT_WH -> UnitOfMeasure.WH;
            case POWER_IMPORT_W -> UnitOfMeasure.W;
            case CURRENT_IMPORT_A -> UnitOfMeasure.A;
            case VOLTAGE_V -> UnitOfMeasure.V;
            case TEMPERATURE_C -> UnitOfMeasure.CELCIUS;
            case SOC_PERCENT -> UnitOfMeasure.PERCENT;
        };
    }

    private static Optional<Phase> phase(Reading reading) {
        boolean voltage = reading.quantity() == Quantity.VOLTAGE_V;
        return switch (reading.phase()) {
            case ALL -> Optional.empty();
            case L1 -> Optional.of(voltage ? Phase.L1_N : Phase.L1);
            case L2 -> Optional.of(voltage ? Phase.L2_N : Phase.L2);
            case L3 -> Optional.of(voltage ? Phase.L3_N : Phase.L3);
            case N -> Optional.of(Phase.N);
        };
    }
}
