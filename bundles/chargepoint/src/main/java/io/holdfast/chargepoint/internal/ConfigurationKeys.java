package io.holdfast.chargepoint.internal;

import io.holdfast.chargepoint.ConfigurationKey;
import io.holdfast.chargepoint.ConfigurationKey.Source;
import io.holdfast.client.ChargePointSettings;
import io.holdfast.client.ClientTiming;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The values of the configuration keys: what the CSMS has set wins over the file, the file over what is built in. A value
 * that is not allowed is told of and passed over.
 */
final class ConfigurationKeys {
    /** Of the variables in the store, those that begin with this are keys that the CSMS has set. */
    static final String VARIABLE_PREFIX = "configuration.";

    private static final Logger LOG = LoggerFactory.getLogger(ConfigurationKeys.class);

    private final String chargePointId;
    private final Map<String, String> file = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Map<String, Value> values = new HashMap<>();
    private final Map<String, List<Runnable>> listeners = new HashMap<>();

    ConfigurationKeys(ChargePointSettings settings, Map<String, String> variables) {
        chargePointId = settings.id();
        file.putAll(settings.configurationKeys());
        presetByClient(settings.timing()).forEach((key, text) -> {
            // the timing names its defaults, too: only another value is certainly the file's
            if (!text.equals(key.builtIn())) {
                file.put(key.name(), text);
            }
        });
        file.put(Key.NUMBER_OF_CONNECTORS.name(), Integer.toString(settings.connectors().size()));
        for (String name : file.keySet()) {
            if (find(name).isEmpty()) {
                LOG.warn("{}: the configured OCPP key {} does not exist and is ignored; known keys: {}", chargePointId, name,
                    Key.ALL.stream().map(Key::name).toList());
            }
        }
        for (Key<?> key : Key.ALL) {
            values.put(key.name(), preset(key));
            String stored = variables.get(VARIABLE_PREFIX + key.name());
            if (stored != null && !key.readOnly()) {
                read(key, stored, Source.CSMS).ifPresent(value -> values.put(key.name(), value));
            }
        }
    }

    private static Map<Key<?>, String> presetByClient(ClientTiming timing) {
        return Map.of(
            Key.HEARTBEAT_INTERVAL, seconds(timing.heartbeatInterval()),
            Key.MESSAGE_TIMEOUT, seconds(timing.messageTimeout()),
            Key.WEB_SOCKET_PING_INTERVAL, seconds(timing.webSocketPingInterval()),
            Key.TRANSACTION_MESSAGE_ATTEMPTS, Integer.toString(timing.transactionMessageAttempts()),
            Key.TRANSACTION_MESSAGE_RETRY_INTERVAL, seconds(timing.transactionMessageRetryInterval()));
    }

    static String seconds(Duration duration) {
        return Long.toString(duration.toSeconds());
    }

    <T> T get(Key<T> key) {
        return key.parser().apply(values.get(key.name()).text());
    }

    ClientTiming timing() {
        return new ClientTiming(get(Key.HEARTBEAT_INTERVAL), get(Key.MESSAGE_TIMEOUT), get(Key.WEB_SOCKET_PING_INTERVAL),
                get(Key.TRANSACTION_MESSAGE_ATTEMPTS), get(Key.TRANSACTION_MESSAGE_RETRY_INTERVAL));
    }

    /** Key names are CiStrings: case does not matter. */
    static Optional<Key<?>> find(String name) {
        return Key.ALL.stream().filter(key -> key.name().equalsIgnoreCase(name)).findFirst();
    }

    ConfigurationKey view(Key<?> key) {
        Value value = values.get(key.name());
        return new ConfigurationKey(key.name(), value.text(), key.readOnly(), value.source());
    }

    List<ConfigurationKey> views() {
        return Key.ALL.stream().<ConfigurationKey>map(this::view).toList();
    }

    boolean allows(Key<?> key, String text) {
        return isValid(key, text);
    }

    /** What the CSMS has set; the text is allowed. */
    void set(Key<?> key, String text) {
        put(key, new Value(text.trim(), Source.CSMS));
    }

    /** Forgets what the CSMS has set. */
    void reset(Key<?> key) {
        put(key, preset(key));
    }

    /** Calls the listener after every change of the key. */
    void onChange(Key<?> key, Runnable listener) {
        listeners.computeIfAbsent(key.name(), name -> new ArrayList<>()).add(listener);
    }

    private void put(Key<?> key, Value value) {
        Value before = values.put(key.name(), value);
        if (!value.equals(before)) {
            if (!value.text().equals(before.text())) {
                LOG.info("{}: {} is {} now (was {})", chargePointId, key.name(), value.text(), before.text());
            }
            listeners.getOrDefault(key.name(), List.of()).forEach(Runnable::run);
        }
    }

    private Value preset(Key<?> key) {
        return Optional.ofNullable(file.get(key.name())).flatMap(text -> read(key, text, Source.FILE))
            .orElse(new Value(key.builtIn(), Source.BUILT_IN));
    }

    private Optional<Value> read(Key<?> key, String text, Source source) {
        if (isValid(key, text)) {
            return Optional.of(new Value(text.trim(), source));
        }
        LOG.warn("{}: {} = {} ({}) is not allowed and is ignored; allowed: {}", chargePointId, key.name(), text,
            source == Source.FILE ? "from the configuration file" : "stored", key.allowed());
        return Optional.empty();
    }

    private static boolean isValid(Key<?> key, String text) {
        try {
            key.parser().apply(text.trim());
            return true;
        } catch (IllegalArgumentException notAllowed) {
            return false;
        }
    }

    private record Value(String text, Source source) { }
}
