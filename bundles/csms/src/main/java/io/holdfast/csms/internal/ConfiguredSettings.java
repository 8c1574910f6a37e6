package io.holdfast.csms.internal;

import io.holdfast.csms.CsmsSettings;
import io.holdfast.ocpp16.AuthorizationStatus;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntSupplier;

/** Makes settings of a configuration. */
final class ConfiguredSettings {
    private static final int DAY = 86_400;
    private static final String ID_TAGS_ALLOWED =
        "pairs idTag=status with commas between them, status one of Blocked, Expired, Invalid, ConcurrentTx";
    private final Map<String, ?> properties;

    private ConfiguredSettings(Map<String, ?> properties) {
        this.properties = properties;
    }

    /**
     * @param properties the configuration as it was written, to quote from it
     * @throws IllegalArgumentException naming the first wrong key, its value and what is allowed
     */
    static CsmsSettings of(Config config, Map<String, ?> properties) {
        ConfiguredSettings read = new ConfiguredSettings(properties);
        if (config.host().isBlank()) {
            throw read.wrong("host", "an address of this machine, for example 127.0.0.1");
        }
        return new CsmsSettings(config.host().strip(),
            read.number("port", config::port, 0, 65_535),
            read.seconds("heartbeatInterval", config::heartbeatInterval, 0),
            read.seconds("pingInterval", config::pingInterval, 0),
            read.seconds("pingTimeout", config::pingTimeout, 1),
            read.seconds("callTimeout", config::callTimeout, 1),
            read.number("logSize", config::logSize, 1, 1_000_000),
            read.idTags(config.refusedIdTags()));
    }

    private Duration seconds(String key, IntSupplier value, int least) {
        return Duration.ofSeconds(number(key, value, least, DAY));
    }

    private int number(String key, IntSupplier value, int least, int most) {
        String allowed = "a whole number from " + least + " to " + most;
        int number;
        try {
            number = value.getAsInt();
        } catch (RuntimeException notANumber) {
            throw wrong(key, allowed);
        }
        if (number < least || number > most) {
            throw wrong(key, allowed);
        }
        return number;
    }

    private Map<String, AuthorizationStatus> idTags(String text) {
        Map<String, AuthorizationStatus> idTags = new LinkedHashMap<>();
        for (String pair : text.isBlank() ? new String[0] : text.split(",")) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                throw wrong("refusedIdTags", ID_TAGS_ALLOWED);
            }
            String word = pair.substring(equals + 1).strip();
            idTags.put(pair.substring(0, equals).strip(), Arrays.stream(AuthorizationStatus.values())
                .filter(status -> status.wire().equals(word)).findFirst().orElseThrow(() -> wrong("refusedIdTags", ID_TAGS_ALLOWED)));
        }
        return idTags;
    }

    private IllegalArgumentException wrong(String key, String allowed) {
        return new IllegalArgumentException(key + " = " + properties.get(key) + "; allowed is " + allowed);
    }
}
