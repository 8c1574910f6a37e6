package io.holdfast.chargepoint.internal;

import io.holdfast.chargepoint.ConfigurationKey;
import io.holdfast.client.ApplicationContext;
import io.holdfast.ocpp16.ChangeConfigurationRequest;
import io.holdfast.ocpp16.ChangeConfigurationResponse;
import io.holdfast.ocpp16.ConfigurationStatus;
import io.holdfast.ocpp16.GetConfigurationRequest;
import io.holdfast.ocpp16.GetConfigurationResponse;
import io.holdfast.ocpp16.KeyValue;
import io.holdfast.session.InboundCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows and changes the configuration keys (OCPP 1.6 §5.3, §5.8); what the CSMS sets is stored first, then applies at once. */
final class Configuration {
    private static final Logger LOG = LoggerFactory.getLogger(Configuration.class);

    private final ApplicationContext context;
    private final ConfigurationKeys keys;
    private final Tasks tasks;

    Configuration(ApplicationContext context, ConfigurationKeys keys, Tasks tasks) {
        this.context = context;
        this.keys = keys;
        this.tasks = tasks;
        List.of(Key.HEARTBEAT_INTERVAL, Key.MESSAGE_TIMEOUT, Key.WEB_SOCKET_PING_INTERVAL, Key.TRANSACTION_MESSAGE_ATTEMPTS,
            Key.TRANSACTION_MESSAGE_RETRY_INTERVAL).forEach(key -> keys.onChange(key, () -> context.timing(keys.timing())));
        if (!keys.timing().equals(context.settings().timing())) {
            context.timing(keys.timing());
        }
    }

    void onGet(GetConfigurationRequest request, InboundCall call) {
        List<KeyValue> known = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        if (request.key().isEmpty()) {
            keys.views().stream().map(Configuration::wire).forEach(known::add);
        }
        for (String name : request.key()) {
            ConfigurationKeys.find(name).ifPresentOrElse(key -> known.add(wire(keys.view(key))), () -> unknown.add(name));
        }
        call.answer(new GetConfigurationResponse(known, unknown));
    }

    private static KeyValue wire(ConfigurationKey key) {
        return new KeyValue(key.name(), key.readOnly(), Optional.of(key.value()));
    }

    void onChange(ChangeConfigurationRequest request, InboundCall call) {
        Optional<Key<?>> key = ConfigurationKeys.find(request.key());
        if (key.isEmpty()) {
            answer(call, request, ConfigurationStatus.NOT_SUPPORTED, "there is no such key");
            return;
        }
        Optional<String> refusal = refusal(key.get(), request.value());
        if (refusal.isPresent()) {
            answer(call, request, ConfigurationStatus.REJECTED, refusal.get());
        } else {
            store(key.get(), request.value(), failure -> {
                if (failure != null) {
                    answer(call, request, ConfigurationStatus.REJECTED, "it could not be stored: " + failure);
                    return;
                }
                call.answer(new ChangeConfigurationResponse(ConfigurationStatus.ACCEPTED));
                keys.set(key.get(), request.value());
            });
        }
    }

    private void answer(InboundCall call, ChangeConfigurationRequest request, ConfigurationStatus status, String why) {
        LOG.info("{}: ChangeConfiguration of {}: {}, {}", context.settings().id(), request.key(), status.wire(), why);
        call.answer(new ChangeConfigurationResponse(status));
    }

    private Optional<String> refusal(Key<?> key, String value) {
        if (key.readOnly()) {
            return Optional.of("it is read-only");
        }
        return keys.allows(key, value) ? Optional.empty() : Optional.of("allowed: " + key.allowed());
    }

    private void store(Key<?> key, String value, Consumer<Throwable> then) {
        tasks.whenDone(context.store().putVariable(variable(key), value.trim()), (done, failure) -> then.accept(failure));
    }

    /** Changes a key in the CSMS's stead; tells how it ended, on the strand. */
    void change(Key<?> key, String value, BiConsumer<ConfigurationKey, Throwable> then) {
        Optional<String> refusal = refusal(key, value);
        if (refusal.isPresent()) {
            then.accept(null, new IllegalArgumentException(key.name() + " can't be set to '" + value + "': " + refusal.get()));
            return;
        }
        store(key, value, failure -> {
            if (failure == null) {
                keys.set(key, value);
            }
            then.accept(keys.view(key), failure);
        });
    }

    /** Forgets what the CSMS has set; tells how it ended, on the strand. */
    void reset(Key<?> key, BiConsumer<ConfigurationKey, Throwable> then) {
        tasks.whenDone(context.store().removeVariable(variable(key)), (done, failure) -> {
            if (failure == null) {
                keys.reset(key);
            }
            then.accept(keys.view(key), failure);
        });
    }

    private static String variable(Key<?> key) {
        return ConfigurationKeys.VARIABLE_PREFIX + key.name();
    }
}
