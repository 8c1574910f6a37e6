package io.holdfast.chargepoint.internal;

import io.holdfast.ocpp16.Measurand;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * An OCPP 1.6 configuration key that this charge point has.
 *
 * @param builtIn the value if neither the file nor the CSMS sets it
 * @param readOnly whether the CSMS may not set it
 * @param allowed what a value must be, in words
 * @param parser reads a value, or throws an {@link IllegalArgumentException}
 */
record Key<T>(String name, String builtIn, boolean readOnly, String allowed, Function<String, T> parser) {
    static final Key<Boolean> ALLOW_OFFLINE_TX_FOR_UNKNOWN_ID = flag("AllowOfflineTxForUnknownId", false);
    static final Key<Boolean> AUTHORIZE_REMOTE_TX_REQUESTS = flag("AuthorizeRemoteTxRequests", false);
    static final Key<Duration> CLOCK_ALIGNED_DATA_INTERVAL = seconds("ClockAlignedDataInterval", 0, 0);
    static final Key<Duration> CONNECTION_TIME_OUT = seconds("ConnectionTimeOut", 60, 1);
    static final Key<Integer> GET_CONFIGURATION_MAX_KEYS = number("GetConfigurationMaxKeys", 100).asReadOnly();
    static final Key<Duration> HEARTBEAT_INTERVAL = seconds("HeartbeatInterval", 300, 0);
    static final Key<Duration> MESSAGE_TIMEOUT = seconds("MessageTimeout", 30, 1);
    static final Key<List<Measurand>> METER_VALUES_ALIGNED_DATA = measurands("MeterValuesAlignedData", "Energy.Active.Import.Register");
    static final Key<List<Measurand>> METER_VALUES_SAMPLED_DATA = measurands("MeterValuesSampledData", "Energy.Active.Import.Register");
    static final Key<Duration> METER_VALUE_SAMPLE_INTERVAL = seconds("MeterValueSampleInterval", 60, 0);
    static final Key<Duration> MINIMUM_STATUS_DURATION = seconds("MinimumStatusDuration", 0, 0);
    static final Key<Integer> NUMBER_OF_CONNECTORS = number("NumberOfConnectors", 0).asReadOnly();
    static final Key<Boolean> STOP_TRANSACTION_ON_EV_SIDE_DISCONNECT = flag("StopTransactionOnEVSideDisconnect", true);
    static final Key<Boolean> STOP_TRANSACTION_ON_INVALID_ID = flag("StopTransactionOnInvalidId", true);
    static final Key<List<Measurand>> STOP_TXN_SAMPLED_DATA = measurands("StopTxnSampledData", "");
    static final Key<String> SUPPORTED_FEATURE_PROFILES =
        new Key<String>("SupportedFeatureProfiles", "Core,RemoteTrigger", true, "a list", Function.identity());
    static final Key<Integer> TRANSACTION_MESSAGE_ATTEMPTS = number("TransactionMessageAttempts", 3);
    static final Key<Duration> TRANSACTION_MESSAGE_RETRY_INTERVAL = seconds("TransactionMessageRetryInterval", 60, 0);
    static final Key<Boolean> UNLOCK_CONNECTOR_ON_EV_SIDE_DISCONNECT = flag("UnlockConnectorOnEVSideDisconnect", true);
    static final Key<Duration> WEB_SOCKET_PING_INTERVAL = seconds("WebSocketPingInterval", 30, 0);

    /** Every key, by name. */
    static final List<Key<?>> ALL = List.of(ALLOW_OFFLINE_TX_FOR_UNKNOWN_ID, AUTHORIZE_REMOTE_TX_REQUESTS,
        CLOCK_ALIGNED_DATA_INTERVAL, CONNECTION_TIME_OUT, GET_CONFIGURATION_MAX_KEYS, HEARTBEAT_INTERVAL, MESSAGE_TIMEOUT,
        METER_VALUE_SAMPLE_INTERVAL, METER_VALUES_ALIGNED_DATA, METER_VALUES_SAMPLED_DATA, MINIMUM_STATUS_DURATION,
        NUMBER_OF_CONNECTORS, STOP_TRANSACTION_ON_EV_SIDE_DISCONNECT, STOP_TRANSACTION_ON_INVALID_ID, STOP_TXN_SAMPLED_DATA,
        SUPPORTED_FEATURE_PROFILES, TRANSACTION_MESSAGE_ATTEMPTS, TRANSACTION_MESSAGE_RETRY_INTERVAL,
        UNLOCK_CONNECTOR_ON_EV_SIDE_DISCONNECT, WEB_SOCKET_PING_INTERVAL);

    /** A day: longer than any wait that makes sense, and what OCPP 1.6 §4.6 asks of a heartbeat at the least. */
    private static final int MAX_SECONDS = 86_400;
    private static final int MAX_NUMBER = 1_000;

    private static Key<Boolean> flag(String name, boolean builtIn) {
        return new Key<>(name, Boolean.toString(builtIn), false, "true or false", text -> switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("neither true nor false");
        });
    }

    private static Key<Duration> seconds(String name, int builtIn, int min) {
        return new Key<>(name, Integer.toString(builtIn), false, "whole seconds from " + min + " to " + MAX_SECONDS,
            text -> Duration.ofSeconds(integer(text, min, MAX_SECONDS)));
    }

    private static Key<Integer> number(String name, int builtIn) {
        return new Key<>(name, Integer.toString(builtIn), false, "a whole number from 0 to " + MAX_NUMBER,
            text -> integer(text, 0, MAX_NUMBER));
    }

    private static int integer(String text, int min, int max) {
        int value = Integer.parseInt(text);
        if (value < min || value > max) {
            throw new IllegalArgumentException("out of range");
        }
        return value;
    }

    private static Key<List<Measurand>> measurands(String name, String builtIn) {
        String allowed = SampledValues.MEASURANDS.stream().map(Measurand::wire).sorted().collect(Collectors.joining(", "));
        return new Key<>(name, builtIn, false, "a list, separated by commas, of " + allowed,
            text -> text.isBlank() ? List.of() : Arrays.stream(text.split(",")).map(String::trim).map(Key::measurand).toList());
    }

    private static Measurand measurand(String word) {
        return SampledValues.MEASURANDS.stream().filter(measurand -> measurand.wire().equals(word)).findFirst()
            .orElseThrow(() -> new IllegalArgumentException("not measured here: " + word));
    }

    private Key<T> asReadOnly() {
        return new Key<>(name, builtIn, true, allowed, parser);
    }
}
