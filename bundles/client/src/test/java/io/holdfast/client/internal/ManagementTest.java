package io.holdfast.client.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.client.Application;
import io.holdfast.client.ApplicationContext;
import io.holdfast.client.ChargePointSettings;
import io.holdfast.client.ClientTiming;
import io.holdfast.ocpp16.BootNotificationRequest;
import io.holdfast.ocpp16.internal.Ocpp16Codec;
import io.holdfast.reconnect.ReconnectSettings;
import io.holdfast.reconnect.internal.GlueFactory;
import io.holdfast.session.internal.SessionFactory;
import io.holdfast.signals.testing.RecordedSignals;
import io.holdfast.store.testing.MemoryStore;
import io.holdfast.strand.testing.VirtualTime;
import io.holdfast.transport.Endpoint;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;
import javax.management.openmbean.TabularData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A client as JMX shows it: by open types only, so that any console can read it. */
class ManagementTest {
    private static final MBeanServer SERVER = ManagementFactory.getPlatformMBeanServer();
    private static final String ID = "street 5, \"left\"";

    private static final BootNotificationRequest BOOT = new BootNotificationRequest("V", "M", Optional.empty(), Optional.empty(), Optional.empty(),
        Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    private final VirtualTime time = new VirtualTime();
    private final FakeNetwork network = new FakeNetwork();
    private Management management;
    private Client client;
    private ObjectName name;

    private void start(boolean externalControl) throws Exception {
        Endpoint endpoint = new Endpoint(URI.create("ws://csms/ocpp"), "CP1", List.of("ocpp1.6"), Optional.empty(), Duration.ofSeconds(30), 65536, false);
        ReconnectSettings reconnect = new ReconnectSettings(List.of(endpoint), 3,
            new ReconnectSettings.Backoff(Duration.ofSeconds(10), Duration.ZERO, 3), Duration.ZERO, Duration.ZERO, Duration.ZERO,
            Duration.ofSeconds(10), Duration.ofSeconds(20), Duration.ofSeconds(2), Duration.ofSeconds(2), Duration.ofSeconds(10));
        ClientTiming timing = new ClientTiming(Duration.ofSeconds(300), Duration.ofSeconds(30), Duration.ZERO, 3, Duration.ofSeconds(60));
        client = new Client(new Settings(new ChargePointSettings(ID, "CP1", List.of(endpoint.url()), "V", "M", "", "1", List.of(), timing, Map.of(), false),
            reconnect, externalControl), new Client.Parts(new GlueFactory(time), new SessionFactory(), List.of(new Ocpp16Codec()), new MemoryStore(),
            new RecordedSignals(time::now)));
        client.transport(Optional.of(network), "fake");
        management = Management.of(client);
        name = Management.name(client);
    }

    private Object attribute(String attribute) throws Exception {
        return SERVER.getAttribute(name, attribute);
    }

    private void run(String operation) throws Exception {
        SERVER.invoke(name, operation, new Object[0], new String[0]);
        time.runUntilIdle();
    }

    private static Application readyAtOnce() {
        return (Application) Proxy.newProxyInstance(Application.class.getClassLoader(), new Class<?>[] {Application.class}, (proxy, method, args) -> {
            if (method.getName().equals("onAttached")) {
                ((ApplicationContext) args[0]).ready();
            }
            return method.getName().equals("bootNotification") ? BOOT : null;
        });
    }

    @AfterEach
    void close() {
        management.close();
        assertThat(SERVER.isRegistered(name)).isFalse();
    }

    @Test
    void aChargePointIsShownUnderItsQuotedId() throws Exception {
        start(true);
        assertThat(name.getCanonicalName()).isEqualTo("io.holdfast:id=\"street 5, \\\"left\\\"\",type=ChargePoint");
        assertThat(attribute("Identity")).isEqualTo("CP1");
        assertThat(attribute("State")).isEqualTo("STOPPED");
        assertThat((String) attribute("Why")).contains("no charge point has been put on this client");
        assertThat(attribute("NextAttempt")).isNull();
        assertThat(attribute("OutboxMessages")).isNull();
        assertThat(attribute("DeadLetters")).isNull();
    }

    @Test
    void everyAttributeCanBeRead() throws Exception {
        start(true);
        for (var attribute : SERVER.getMBeanInfo(name).getAttributes()) {
            assertThat(attribute.isWritable()).as(attribute.getName()).isFalse();
            SERVER.getAttribute(name, attribute.getName());
        }
        assertThat(SERVER.getMBeanInfo(name).getAttributes()).hasSize(22);
    }

    @Test
    void theOperationsControlTheConnection() throws Exception {
        start(true);
        network.reachable = false;
        client.attach(readyAtOnce());
        time.runUntilIdle();
        assertThat(attribute("State")).isEqualTo("BACKOFF");
        assertThat(attribute("DeadLetters")).isEqualTo(0);
        assertThat(attribute("NextAttempt")).isEqualTo(Date.from(time.now().plusSeconds(10)));
        assertThat(((TabularData) attribute("Failures")).get(new Object[] {"REFUSED"}).get("value")).isEqualTo(1L);
        assertThat((String) attribute("LastFailure")).isEqualTo("REFUSED: test");
        network.reachable = true;
        run("connect");
        assertThat(attribute("State")).isEqualTo("CONNECTED");
        run("drop");
        assertThat(attribute("LastClose")).isEqualTo("FORCED 1006 (dropped by command)");
        run("disconnect");
        assertThat(attribute("State")).isEqualTo("STOPPED");
    }

    @Test
    void anOperationIsRefusedWhereLocalUsersMayNotControlTheConnection() throws Exception {
        start(false);
        assertThatThrownBy(() -> run("connect")).isInstanceOf(RuntimeMBeanException.class).cause()
            .isInstanceOf(IllegalStateException.class).hasMessageContaining("ExternalConnectionControlEnabled is false");
        assertThat(attribute("State")).isEqualTo("STOPPED");
    }

    @Test
    void aSecondChargePointOfTheNameLeavesTheFirstInItsPlace() throws Exception {
        start(true);
        Management second = Management.of(client);
        second.close();
        assertThat(SERVER.isRegistered(name)).isTrue();
    }
}
