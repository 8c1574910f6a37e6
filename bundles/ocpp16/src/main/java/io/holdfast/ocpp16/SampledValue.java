package io.holdfast.ocpp16;

import static io.holdfast.ocpp16.internal.Rules.given;

import java.util.Optional;

/**
 * One measured value; an absent field has the default of OCPP 1.6 §7.43 (Sample.Periodic, Raw, Energy.Active.Import.Register, Outlet, Wh).
 * Built with {@link #of}, and {@code with} for each field that differs from its default.
 *
 * @param value a decimal number, or a signed block
 * @param phase absent: the overall value
 */
public record SampledValue(
        String value, Optional<ReadingContext> context, Optional<ValueFormat> format, Optional<Measurand> measurand, Optional<Phase> phase,
        Optional<Location> location, Optional<UnitOfMeasure> unit) {
    public SampledValue {
        given("SampledValue value", value);
        given("SampledValue context", context);
        given("SampledValue format", format);
        given("SampledValue measurand", measurand);
        given("SampledValue phase", phase);
        given("SampledValue location", location);
        given("SampledValue unit", unit);
    }

    /** A value with all defaults. */
    public static SampledValue of(String value) {
        return new SampledValue(value, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
            Optional.empty());
    }

    public SampledValue with(ReadingContext context) {
        return new SampledValue(value, Optional.of(context), format, measurand, phase, location, unit);
    }

    public SampledValue with(Measurand measurand) {
        return new SampledValue(value, context, format, Optional.of(measurand), phase, location, unit);
    }

    public SampledValue with(Phase phase) {
        return new SampledValue(value, context, format, measurand, Optional.of(phase), location, unit);
    }

    public SampledValue with(Location location) {
        return new SampledValue(value, context, format, measurand, phase, Optional.of(location), unit);
    }

    public SampledValue with(UnitOfMeasure unit) {
        return new SampledValue(value, context, format, measurand, phase, location, Optional.of(unit));
    }
}
