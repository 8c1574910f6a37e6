package io.holdfast.csms.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.csms.Csms;
import io.holdfast.csms.CsmsSettings;
import io.holdfast.ocpp16.AuthorizationStatus;
import io.holdfast.ocpp16.internal.Ocpp16Codec;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

class CsmsComponentTest {
    private final BlockingQueue<Csms> registered = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> unregistered = new LinkedBlockingQueue<>();

    @Test
    void everyKeyIsRead() {
        Map<String, String> written = Map.of("host", " 127.0.0.2 ", "port", "1", "heartbeatInterval", "2",
            "pingInterval", "3", "pingTimeout", "4",
            "callTimeout", "5", "logSize", "6", "refusedIdTags", "A=Blocked, B = Expired");

        assertThat(settings(written)).isEqualTo(new CsmsSettings("127.0.0.2", 1, Duration.ofSeconds(2), Duration.ofSeconds(3),
            Duration.ofSeconds(4), Duration.ofSeconds(5), 6, Map.of("A", AuthorizationStatus.BLOCKED, "B", AuthorizationStatus.EXPIRED)));
    }

    @Test
    void withoutAnyKeyItListensOnLoopbackOnly() {
        assertThat(settings(Map.of())).isEqualTo(new CsmsSettings("127.0.0.1", 8887, Duration.ofSeconds(60), Duration.ofSeconds(30),
            Duration.ofSeconds(10), Duration.ofSeconds(30), 1000, Map.of()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "host | ' '", "port | 65536", "port | http", "heartbeatInterval | -1", "pingInterval | x",
        "pingTimeout | 0", "callTimeout | 0", "logSize | 0",
        "refusedIdTags | A", "refusedIdTags | A=Perhaps", "refusedIdTags | =Blocked",
    })
    void aWrongValueIsNamedWithItsKeyAndWhatIsAllowed(String key, String value) {
        assertThatThrownBy(() -> settings(Map.of(key, value))).isInstanceOf(IllegalArgumentException.class)
            .hasMessageStartingWith(key + " = " + value + "; allowed is ");
    }

    @Test
    void theServiceIsThereOnceItListensAndGoneAfterDeactivation() throws InterruptedException {
        CsmsComponent component = activate(Map.of("port", "0"));

        Csms csms = registered.poll(30, TimeUnit.SECONDS);
        assertThat(csms).isNotNull();
        assertThat(csms.port()).isPositive();
        component.deactivate();

        assertThat(unregistered).hasSize(1);
    }

    @Test
    void aWrongChangeLeavesItRunningAndARightOneStartsItAnew() throws InterruptedException {
        CsmsComponent component = activate(Map.of("port", "0"));
        registered.poll(30, TimeUnit.SECONDS);

        configure(component, Map.of("port", "0", "logSize", "0"));
        assertThat(unregistered).isEmpty();
        configure(component, Map.of("port", "0"));
        assertThat(unregistered).isEmpty();
        configure(component, Map.of("port", "0", "logSize", "9"));
        assertThat(unregistered).hasSize(1);
        assertThat(registered.poll(30, TimeUnit.SECONDS)).isNotNull();
        component.deactivate();
    }

    @Test
    void aTakenPortLeavesNothingBehind() throws InterruptedException {
        try (Csms other = Csms.start(CsmsSettings.forTests(), new Ocpp16Codec())) {
            CsmsComponent component = activate(Map.of("port", Integer.toString(other.port())));
            assertThat(component.starting().toCompletableFuture()).failsWithin(Duration.ofSeconds(30));

            assertThat(registered).isEmpty();
            component.deactivate();
            assertThat(unregistered).isEmpty();
        }
    }

    private CsmsComponent activate(Map<String, String> written) {
        BundleContext context = (BundleContext) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {BundleContext.class},
            (proxy, method, arguments) -> {
                assertThat(method.getName()).isEqualTo("registerService");
                registered.add((Csms) arguments[1]);
                return registration();
            });
        return new CsmsComponent(context, new Ocpp16Codec(), config(written), properties(written));
    }

    private void configure(CsmsComponent component, Map<String, String> written) {
        component.configure(config(written), properties(written));
    }

    private ServiceRegistration<?> registration() {
        return (ServiceRegistration<?>) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {ServiceRegistration.class},
            (proxy, method, arguments) -> {
                unregistered.add(method.getName());
                return null;
            });
    }

    private static CsmsSettings settings(Map<String, String> written) {
        return ConfiguredSettings.of(config(written), properties(written));
    }

    private static Map<String, Object> properties(Map<String, String> written) {
        Map<String, Object> properties = new HashMap<>(written);
        properties.put("service.pid", CsmsComponent.PID);
        return properties;
    }

    /** As Declarative Services makes it: texts are converted when they are read. */
    private static Config config(Map<String, String> written) {
        return (Config) Proxy.newProxyInstance(Config.class.getClassLoader(), new Class<?>[] {Config.class}, (proxy, method, arguments) -> {
            String text = written.get(method.getName());
            if (text == null) {
                return method.getDefaultValue();
            }
            return method.getReturnType() == int.class ? (Object) Integer.valueOf(text) : text;
        });
    }
}
