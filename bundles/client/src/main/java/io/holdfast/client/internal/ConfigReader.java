package io.holdfast.client.internal;

import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

/** Reads typed configuration, and quotes it as it was written where it is wrong. */
record ConfigReader(Map<String, ?> properties) {
    static final int DAY = 86_400;

    int number(String key, Supplier<Integer> value, int least, int most) {
        String allowed = least + " to " + most;
        int number;
        try {
            number = value.get();
        } catch (RuntimeException notANumber) {
            throw wrong(key, allowed);
        }
        if (number < least || number > most) {
            throw wrong(key, allowed);
        }
        return number;
    }

    Duration seconds(String key, Supplier<Integer> value, int least, int most) {
        return Duration.ofSeconds(number(key, value, least, most));
    }

    /** Declarative Services would read every typing error as false. */
    boolean bool(String key, Supplier<Boolean> value) {
        if (properties.get(key) instanceof String word && !word.strip().matches("(?i)true|false")) {
            throw wrong(key, "true or false");
        }
        return value.get();
    }

    String text(String key, String value, int least, int most) {
        if (value.strip().length() < least || value.strip().length() > most) {
            throw wrong(key, least + " to " + most + " characters");
        }
        return value.strip();
    }

    IllegalArgumentException wrong(String key, String allowed) {
        return new IllegalArgumentException(key + " = " + properties.get(key) + "; allowed is " + allowed);
    }
}
