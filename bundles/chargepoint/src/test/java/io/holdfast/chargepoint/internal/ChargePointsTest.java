package io.holdfast.chargepoint.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.chargepoint.ChargePoint;
import io.holdfast.charger.ChargerDriver;
import io.holdfast.client.Application;
import io.holdfast.client.ChargePointClient;
import io.holdfast.client.ChargePointSettings;
import io.holdfast.client.ClientTiming;
import io.holdfast.store.testing.MemoryStore;
import io.holdfast.strand.Strand;
import io.holdfast.strand.testing.VirtualTime;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

class ChargePointsTest {
    private final VirtualTime time = new VirtualTime();
    private final FakeCharger charger = new FakeCharger(time, 1);
    private final List<String> registered = new ArrayList<>();
    private final ChargePoints chargePoints = new ChargePoints(bundle(), new Handlers());
    private final List<String> events = new ArrayList<>();

    @Test
    void everyClientGetsAChargePointThatIsAServiceAsLongAsTheClient() {
        ChargePointClient client = client("cp-1");
        ChargePointClient other = client("cp-2");
        chargePoints.addClient(client);
        chargePoints.addClient(other);
        assertThat(registered).containsExactly("cp-1", "cp-2");
        chargePoints.removeClient(client);
        assertThat(registered).containsExactly("cp-2");
        assertThat(events).containsExactly("attach cp-1", "attach cp-2", "close cp-1");
        chargePoints.deactivate();
        assertThat(registered).isEmpty();
        assertThat(events).contains("close cp-2");
    }

    @Test
    void aClientThatHasItsApplicationIsLeftAlone() {
        ChargePointClient client = client("cp-1");
        chargePoints.addClient(client);
        ChargePoints second = new ChargePoints(bundle(), new Handlers());
        second.addClient(client);
        second.deactivate();
        assertThat(registered).containsExactly("cp-1");
        assertThat(events).containsExactly("attach cp-1");
    }

    @Test
    void chargersComeAndGo() {
        chargePoints.addClient(client("cp-1"));
        time.advance(Duration.ofSeconds(1));
        chargePoints.addDriver(charger, Map.of(ChargerDriver.CHARGER_ID, "box"));
        time.runUntilIdle();
        assertThat(charger.subscribers()).isEqualTo(1);
        chargePoints.removeDriver(charger, Map.of(ChargerDriver.CHARGER_ID, "box"));
        time.runUntilIdle();
        assertThat(charger.subscribers()).isZero();
    }

    @Test
    void aReplacementIsBoundBeforeTheOldOneIsUnbound() {
        FakeCharger replacement = new FakeCharger(time, 1);
        chargePoints.addClient(client("cp-1"));
        chargePoints.addDriver(charger, Map.of(ChargerDriver.CHARGER_ID, "box"));
        chargePoints.addDriver(replacement, Map.of(ChargerDriver.CHARGER_ID, "box"));
        chargePoints.removeDriver(charger, Map.of(ChargerDriver.CHARGER_ID, "box"));
        time.runUntilIdle();
        assertThat(charger.subscribers()).isZero();
        assertThat(replacement.subscribers()).isEqualTo(1);
    }

    @Test
    void aChargerWithoutAnIdIsIgnored() {
        chargePoints.addDriver(charger, Map.of());
        chargePoints.removeDriver(charger, Map.of());
        assertThat(charger.subscribers()).isZero();
    }

    private ChargePointClient client(String id) {
        ChargePointSettings settings = new ChargePointSettings(id, id, List.of(URI.create("ws://127.0.0.1:1/ocpp")), "Vendor", "Model", "",
            "", List.of(new ChargePointSettings.Connector(1, "box", 1)), new ClientTiming(Duration.ofSeconds(300),
                Duration.ofSeconds(30), Duration.ofSeconds(60), 3, Duration.ofSeconds(60)), Map.of(), false);
        boolean[] taken = new boolean[1];
        return (ChargePointClient) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {ChargePointClient.class},
            (proxy, method, arguments) -> switch (method.getName()) {
                case "settings" -> settings;
                case "attach" -> {
                    if (taken[0]) {
                        throw new IllegalStateException(id + " has its application already");
                    }
                    taken[0] = true;
                    events.add("attach " + id);
                    Strand strand = time.create(id);
                    FakeClient context = new FakeClient(settings, strand, new MemoryStore().chargePoint(id), new ArrayList<>());
                    strand.execute(() -> ((Application) arguments[0]).onAttached(context));
                    yield (ChargePointClient.Attachment) () -> events.add("close " + id);
                }
                case "hashCode" -> System.identityHashCode(proxy);
                case "equals" -> proxy == arguments[0];
                default -> throw new UnsupportedOperationException(method.getName());
            });
    }

    private BundleContext bundle() {
        return (BundleContext) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {BundleContext.class},
            (proxy, method, arguments) -> {
                String id = (String) ((Dictionary<?, ?>) arguments[2]).get(ChargePoint.CHARGEPOINT_ID);
                assertThat(arguments[0]).isEqualTo(ChargePoint.class);
                registered.add(id);
                return Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {ServiceRegistration.class},
                    (registration, unregister, none) -> {
                        registered.remove(id);
                        return null;
                    });
            });
    }
}
