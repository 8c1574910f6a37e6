package io.holdfast.charger.simulator.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.charger.ChargerDriver;
import io.holdfast.charger.ConnectorInfo;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.Version;

class SimulatedChargerComponentTest {
    @TempDir
    Path directory;

    private final Simulator simulator = new Simulator();
    private final Map<String, ChargerDriver> services = new LinkedHashMap<>();
    private final List<SimulatedChargerComponent> components = new ArrayList<>();

    @AfterEach
    void end() throws InterruptedException {
        components.forEach(SimulatedChargerComponent::deactivate);
        simulator.deactivate();
    }

    @Test
    void aConfigurationIsAServiceWithItsChargersId() {
        activate(Map.of("charger.id", "box", "connectors", "2"));

        assertThat(services).containsOnlyKeys("box");
        assertThat(services.get("box").station().serial()).isEqualTo("box");
        assertThat(services.get("box").station().connectors()).extracting(ConnectorInfo::number).containsExactly(1, 2);
    }

    @Test
    void aWrongConfigurationIsNoServiceUntilItIsCorrected() {
        SimulatedChargerComponent component = activate(Map.of("charger.id", "box", "connectors", "0"));
        assertThat(services).isEmpty();

        modify(component, Map.of("charger.id", "box", "connectors", "1"));
        assertThat(services).containsOnlyKeys("box");
    }

    @Test
    void aWrongChangeLeavesTheOldCharger() {
        SimulatedChargerComponent component = activate(Map.of("charger.id", "box"));
        ChargerDriver before = services.get("box");

        modify(component, Map.of("charger.id", ""));

        assertThat(services).containsExactly(Map.entry("box", before));
    }

    @Test
    void aChangeOfTheCarsDisturbsNobody() {
        SimulatedChargerComponent component = activate(Map.of("charger.id", "box"));
        ChargerDriver before = services.get("box");

        modify(component, Map.of("charger.id", "box", "car.arrives.every", "60"));

        assertThat(services).containsExactly(Map.entry("box", before));
    }

    @Test
    void aChangeOfTheChargerReplacesIt() {
        SimulatedChargerComponent component = activate(Map.of("charger.id", "box"));
        ChargerDriver before = services.get("box");

        modify(component, Map.of("charger.id", "box", "maxAmperes", "32"));
        assertThat(services.get("box")).isNotSameAs(before);

        modify(component, Map.of("charger.id", "crate"));
        assertThat(services).containsOnlyKeys("crate");
    }

    @Test
    void anIdBelongsToOneConfigurationOnly() {
        SimulatedChargerComponent first = activate(Map.of("charger.id", "box"));
        ChargerDriver before = services.get("box");
        SimulatedChargerComponent second = activate(Map.of("charger.id", "box", "connectors", "2"));
        assertThat(services).containsExactly(Map.entry("box", before));

        modify(first, Map.of("charger.id", "crate"));
        modify(second, Map.of("charger.id", "box"));
        assertThat(services).containsOnlyKeys("crate", "box");
    }

    @Test
    void anIdThatIsTakenLeavesTheOldCharger() {
        activate(Map.of("charger.id", "box"));
        SimulatedChargerComponent other = activate(Map.of("charger.id", "crate"));
        Map<String, ChargerDriver> before = Map.copyOf(services);

        modify(other, Map.of("charger.id", "box"));

        assertThat(services).isEqualTo(before);
    }

    @Test
    void afterTheEndThereIsNoServiceAndNoThread() throws Exception {
        SimulatedChargerComponent component = activate(Map.of("charger.id", "box"));
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        simulator.execute(() -> thread.complete(Thread.currentThread()));

        component.deactivate();
        simulator.deactivate();

        assertThat(services).isEmpty();
        thread.get(30, TimeUnit.SECONDS).join(30_000);
        assertThat(thread.join().isAlive()).isFalse();
    }

    private SimulatedChargerComponent activate(Map<String, String> written) {
        SimulatedChargerComponent component = new SimulatedChargerComponent(context(), simulator, TestConfig.of(written), properties(written));
        components.add(component);
        return component;
    }

    private void modify(SimulatedChargerComponent component, Map<String, String> written) {
        component.configure(TestConfig.of(written), properties(written));
    }

    private static Map<String, Object> properties(Map<String, String> written) {
        Map<String, Object> properties = new HashMap<>(written);
        properties.put("service.pid", SimulatedChargerComponent.PID + "~test");
        return properties;
    }

    private BundleContext context() {
        Bundle bundle = proxy(Bundle.class, Map.of("getVersion", arguments -> new Version(0, 1, 0)));
        return proxy(BundleContext.class, Map.of(
            "getBundle", arguments -> bundle,
            "getProperty", arguments -> directory.toString(),
            "registerService", arguments -> {
                String id = (String) ((Dictionary<?, ?>) arguments[2]).get(ChargerDriver.CHARGER_ID);
                services.put(id, (ChargerDriver) arguments[1]);
                return proxy(ServiceRegistration.class, Map.of("unregister", none -> services.remove(id)));
            }));
    }

    private interface Answer {
        Object to(Object[] arguments);
    }

    private static <T> T proxy(Class<T> type, Map<String, Answer> answers) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
            Object answer = answers.get(method.getName()).to(arguments);
            return method.getReturnType() == void.class ? null : answer;
        }));
    }
}
