package io.holdfast.ocpp16;

import static io.holdfast.ocpp16.internal.Rules.atLeastOne;
import static io.holdfast.ocpp16.internal.Rules.time;

import java.time.Instant;
import java.util.List;

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
}
