package io.holdfast.client.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.transport.HttpProxy;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    private static final Map<String, Object> LEAST = Map.of("identity", "CP1", "csms.url", "ws://csms:9000/ocpp", "connectors", "1=garage:1");

    /** As Declarative Services makes it: written values converted, defaults for the rest. */
    private static Config config(Map<String, Object> written) {
        InvocationHandler values = (proxy, method, args) -> {
            Object value = written.get(method.getName().replace('_', '.'));
            if (value == null) {
                return method.getDefaultValue();
            }
            if (method.getReturnType() == int.class) {
                return Integer.parseInt(value.toString());
            }
            return method.getReturnType() == boolean.class ? (Object) Boolean.valueOf(value.toString()) : value;
        };
        return (Config) Proxy.newProxyInstance(Config.class.getClassLoader(), new Class<?>[] {Config.class}, values);
    }

    private static Settings settings(String... keysAndValues) {
        Map<String, Object> written = new HashMap<>(LEAST);
        for (int i = 0; i < keysAndValues.length; i += 2) {
            written.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return Settings.of(config(written), written, List.of("ocpp1.6"), "1.2.3");
    }

    @Test
    void threeKeysAreEnough() {
        Settings settings = settings();
        assertThat(settings.chargePoint().id()).isEqualTo("CP1");
        assertThat(settings.chargePoint().firmwareVersion()).isEqualTo("1.2.3");
        assertThat(settings.chargePoint().connectors()).hasSize(1);
        assertThat(settings.reconnect().endpoints().get(0).target()).hasToString("ws://csms:9000/ocpp/CP1");
        assertThat(settings.externalControl()).isTrue();
        assertThat(settings.reconnect().endpoints().get(0).proxy()).isEmpty();
    }

    @Test
    void aProxyNeedsNoCredentials() {
        HttpProxy proxy = settings("proxy.host", "fe80::1").reconnect().endpoints().get(0).proxy().orElseThrow();
        assertThat(proxy.port()).isEqualTo(8080);
        assertThat(proxy.credentials()).isEmpty();
    }

    @Test
    void everyKeyIsRead() {
        Settings settings = settings("chargepoint.id", "left", "csms.url", "ws://a/x, wss://b/y", "connectors", "1=g:1, 2 = g:2",
            "AuthorizationKey", "000102030405060708090A0B0C0D0E0F", "chargePointVendor", "V", "chargePointModel", "M",
            "chargePointSerialNumber", "S", "firmwareVersion", "F", "ExternalConnectionControlEnabled", "false", "openTimeout", "31",
            "RetryBackOffWaitMinimum", "1", "RetryBackOffRandomRange", "2", "RetryBackOffRepeatTimes", "3",
            "NetworkProfileConnectionAttempts", "4", "initialSpread", "5", "swapSpread", "13", "WebSocketPingInterval", "6", "pongTimeout", "7",
            "HeartbeatInterval", "8", "MessageTimeout", "9", "TransactionMessageAttempts", "10", "TransactionMessageRetryInterval", "11",
            "chargeWithoutStore", "true",
            "maxMessageBytes", "2048", "subprotocolOptional", "true", "MeterValueSampleInterval", "12",
            "proxy.host", "proxy.example.org", "proxy.port", "3128", "proxy.user", "U", "proxy.password", "P");
        assertThat(settings.chargePoint().id()).isEqualTo("left");
        assertThat(settings.chargePoint().vendor() + settings.chargePoint().model() + settings.chargePoint().serialNumber()
            + settings.chargePoint().firmwareVersion()).isEqualTo("VMSF");
        assertThat(settings.chargePoint().connectors()).hasSize(2);
        assertThat(settings.chargePoint().configurationKeys()).containsExactly(Map.entry("MeterValueSampleInterval", "12"));
        assertThat(settings.chargePoint().timing().heartbeatInterval()).isEqualTo(Duration.ofSeconds(8));
        assertThat(settings.chargePoint().timing().messageTimeout()).isEqualTo(Duration.ofSeconds(9));
        assertThat(settings.chargePoint().timing().transactionMessageAttempts()).isEqualTo(10);
        assertThat(settings.chargePoint().timing().transactionMessageRetryInterval()).isEqualTo(Duration.ofSeconds(11));
        assertThat(settings.chargePoint().chargeWithoutStore()).isTrue();
        assertThat(settings.reconnect().endpoints()).hasSize(2).allSatisfy(endpoint -> {
            assertThat(endpoint.openTimeout()).isEqualTo(Duration.ofSeconds(31));
            assertThat(endpoint.maxMessageBytes()).isEqualTo(2048);
            assertThat(endpoint.subprotocolOptional()).isTrue();
            assertThat(endpoint.proxy().orElseThrow()).hasToString("proxy.example.org:3128");
            assertThat(endpoint.proxy().orElseThrow().credentials().orElseThrow().authorizationHeader()).isEqualTo("Basic VTpQ");
            assertThat(endpoint.credentials().orElseThrow().authorizationHeader()).isEqualTo("Basic Q1AxOgABAgMEBQYHCAkKCwwNDg8=");
        });
        assertThat(settings.reconnect().backoff().waitMinimum()).isEqualTo(Duration.ofSeconds(1));
        assertThat(settings.reconnect().backoff().randomRange()).isEqualTo(Duration.ofSeconds(2));
        assertThat(settings.reconnect().backoff().repeatTimes()).isEqualTo(3);
        assertThat(settings.reconnect().attemptsPerEndpoint()).isEqualTo(4);
        assertThat(settings.reconnect().initialSpread()).isEqualTo(Duration.ofSeconds(5));
        assertThat(settings.reconnect().swapSpread()).isEqualTo(Duration.ofSeconds(13));
        assertThat(settings.reconnect().pingInterval()).isEqualTo(Duration.ofSeconds(6));
        assertThat(settings.reconnect().pongTimeout()).isEqualTo(Duration.ofSeconds(7));
        assertThat(settings.externalControl()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "identity, a:b", "identity, ''", "identity, .", "identity, ..", "transport.target, (transport.name=jdk", "transport.target, jdk", "csms.url, http://csms/", "csms.url, ws:///nohost", "csms.url, ''", "csms.url, 'ws://a b/'",
        "connectors, ''", "connectors, 2=g:1", "connectors, 1=g:0", "connectors, 1=g", "RetryBackOffWaitMinimum, 0",
        "RetryBackOffWaitMinimum, soon", "RetryBackOffRepeatTimes, 21", "WebSocketPingInterval, -1", "MessageTimeout, 0",
        "chargePointVendor, 123456789012345678901", "ExternalConnectionControlEnabled, yes", "chargeWithoutStore, yes", "maxMessageBytes, 1",
        "proxy.host, http://proxy", "proxy.host, proxy:8080", "proxy.port, 0", "proxy.port, 65536", "proxy.user, a:b"})
    void aWrongValueIsNamedWithItsKeyAndWhatIsAllowed(String key, String value) {
        assertThatThrownBy(() -> settings(key, value)).isInstanceOf(IllegalArgumentException.class)
            .hasMessageStartingWith(key + " = " + value).hasMessageContaining("allowed is");
    }

    @Test
    void aProxysPasswordWithoutAUserIsWrongAndNotQuoted() {
        assertThatThrownBy(() -> settings("proxy.host", "proxy", "proxy.password", "geheim"))
            .hasMessageContaining("proxy.user").hasMessageNotContaining("geheim");
    }

    @Test
    void aWrongSecretIsNeverQuoted() {
        assertThatThrownBy(() -> settings("csms.url", "ws://a/x, wss://CP1:geheim@csms/ocpp")).hasMessageContaining("csms.url names a user")
            .hasMessageNotContaining("geheim");
        assertThatThrownBy(() -> settings("AuthorizationKey", "geheim")).hasMessageContaining("AuthorizationKey").hasMessageNotContaining("geheim");
    }

    @Test
    void aKeyThatNobodyReadsIsNamedWithTheOneThatWasProbablyMeant() {
        Map<String, Object> written = Map.of("identity", "CP1", "pongTimeOut", "5", "csms.uri", "ws://a/", "maxMessageByte", "1", "colour", "red",
            "service.pid", "x", "component.name", "y", "felix.fileinstall.filename", "z", "Meter", "an OCPP key");
        assertThat(Settings.unknownKeys(written)).containsOnly(Map.entry("pongTimeOut", Optional.of("pongTimeout")),
            Map.entry("csms.uri", Optional.of("csms.url")), Map.entry("maxMessageByte", Optional.of("maxMessageBytes")),
            Map.entry("colour", Optional.empty()));
    }
}
