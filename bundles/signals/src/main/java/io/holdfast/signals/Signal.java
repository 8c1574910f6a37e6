package io.holdfast.signals;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Something that happened to a charge point or a charger, immutable. Made by the factories: {@link ConnectionSignals},
 * {@link SessionSignals}, {@link OutboxSignals}, {@link ConnectorSignals}, {@link TransactionSignals}, {@link ChargerSignals}.
 *
 * @param topic one of {@link Topics#ALL}
 * @param properties by {@link SignalProperties}' names, without sequence and timestamp; strings, booleans, integers, longs
 *     and doubles only
 */
public record Signal(String topic, Map<String, Object> properties) {
    private static final Set<String> TOPICS = Set.copyOf(Topics.ALL);
    private static final Set<Class<?>> PLAIN = Set.of(String.class, Boolean.class, Integer.class, Long.class, Double.class);

    /** @throws IllegalArgumentException if the topic is unknown, nobody is named or a property is not plain */
    public Signal {
        if (!TOPICS.contains(topic)) {
            throw new IllegalArgumentException("Unknown topic " + topic + "; allowed are those of Topics");
        }
        properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
        properties.forEach((name, value) -> {
            if (name.equals(SignalProperties.SEQUENCE) || name.equals(SignalProperties.TIMESTAMP)) {
                throw new IllegalArgumentException(name + " of " + topic + " is the publisher's to give");
            }
            if (value == null || !PLAIN.contains(value.getClass())) {
                throw new IllegalArgumentException("Property " + name + " of " + topic + " is " + value
                    + "; allowed are strings, booleans, integers, longs and doubles");
            }
        });
        boolean ofChargePoint = properties.get(SignalProperties.CHARGEPOINT_ID) instanceof String id && !id.isBlank();
        boolean ofCharger = properties.get(SignalProperties.CHARGER_ID) instanceof String id && !id.isBlank();
        if (!ofChargePoint && !ofCharger) {
            throw new IllegalArgumentException(topic + " names neither chargepoint.id nor charger.id");
        }
        if (ofChargePoint && !(properties.get(SignalProperties.GENERATION) instanceof Long)) {
            throw new IllegalArgumentException(topic + " of a charge point needs its generation, a long");
        }
    }

    /** The charge point; empty for a charger's signal. */
    public Optional<String> chargePointId() {
        return Optional.ofNullable((String) properties.get(SignalProperties.CHARGEPOINT_ID));
    }

    /** The charger; empty for a charge point's signal. */
    public Optional<String> chargerId() {
        return Optional.ofNullable((String) properties.get(SignalProperties.CHARGER_ID));
    }

    /** The connection attempt it belongs to; empty for a charger's signal. */
    public OptionalLong generation() {
        return properties.get(SignalProperties.GENERATION) instanceof Long value ? OptionalLong.of(value) : OptionalLong.empty();
    }

    static Draft ofChargePoint(String topic, String chargePointId, long generation) {
        return new Draft(topic).with(SignalProperties.CHARGEPOINT_ID, Objects.requireNonNull(chargePointId, "chargePointId"))
            .with(SignalProperties.GENERATION, generation);
    }

    static Draft ofCharger(String topic, String chargerId) {
        return new Draft(topic).with(SignalProperties.CHARGER_ID, Objects.requireNonNull(chargerId, "chargerId"));
    }

    /** A signal being written. */
    static final class Draft {
        private final String topic;
        private final Map<String, Object> properties = new LinkedHashMap<>();

        private Draft(String topic) {
            this.topic = topic;
        }

        /** An empty text tells nothing and is left out, like a value that is not there. */
        Draft with(String name, Object value) {
            if (value != null && !value.equals("")) {
                properties.put(name, value);
            }
            return this;
        }

        Draft with(String name, Optional<?> value) {
            return with(name, value.orElse(null));
        }

        Signal done() {
            return new Signal(topic, properties);
        }
    }
}
