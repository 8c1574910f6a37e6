package io.holdfast.signals;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A signal with its place in the order of its charge point or charger.
 *
 * @param sequence counts from 1
 * @param timestamp when it was published, by the wall clock
 */
public record PublishedSignal(long sequence, Instant timestamp, Signal signal) {
    public PublishedSignal {
        Objects.requireNonNull(timestamp, "timestamp");
        Objects.requireNonNull(signal, "signal");
    }

    /** All properties, as an event carries them: the signal's own, sequence and timestamp. */
    public Map<String, Object> properties() {
        Map<String, Object> all = new LinkedHashMap<>(signal.properties());
        all.put(SignalProperties.SEQUENCE, sequence);
        all.put(SignalProperties.TIMESTAMP, timestamp.toEpochMilli());
        return all;
    }
}
