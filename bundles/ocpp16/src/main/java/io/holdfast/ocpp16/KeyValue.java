package io.holdfast.ocpp16;

import static io.holdfast.ocpp16.internal.Rules.text;

import java.util.Optional;

/**
 * A configuration key as GetConfiguration reports it.
 *
 * @param readonly true if ChangeConfiguration can't set it
 * @param value absent: set to nothing, or not readable
 */
public record KeyValue(String key, boolean readonly, Optional<String> value) {
    public KeyValue {
        text("KeyValue key", key, 50);
        text("KeyValue value", value, 500);
    }
}
