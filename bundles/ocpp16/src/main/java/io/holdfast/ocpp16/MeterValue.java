package io.holdfast.ocpp16;

import static io.holdfast.ocpp16.internal.Rules.atLeastOne;
import static io.holdfast.ocpp16.internal.Rules.time;

import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What a meter showed at one moment.
 *
 * @param sampledValue at least one
 */
public record MeterValue(Instant timestamp, List<SampledValue> sampledValue) {
    public MeterValue {
        timestamp = time("MeterValue timestamp", timestamp);
        sampledValue = atLeastOne("MeterValue sampledValue", sampledValue);
    }

    /** The same with its time put through the correction. */
    public MeterValue withTime(UnaryOperator<Instant> correction) {
        return new MeterValue(correction.apply(timestamp), sampledValue);
    }
}
