package io.holdfast.itests.interop;

import io.holdfast.chargepoint.internal.ChargePoints;
import io.holdfast.chargepoint.internal.Handlers;
import io.holdfast.charger.Bystander;
import io.holdfast.charger.ChargerDriver;
import io.holdfast.charger.simulator.internal.SimulatedChargerComponent;
import io.holdfast.charger.simulator.internal.Simulator;
import io.holdfast.client.ChargePointClient;
import io.holdfast.client.internal.ClientComponent;
import io.holdfast.client.internal.Config;
import io.holdfast.ocpp16.internal.Ocpp16Codec;
import io.holdfast.reconnect.internal.GlueFactory;
import io.holdfast.session.internal.SessionFactory;
import io.holdfast.signals.Signal;
import io.holdfast.signals.testing.RecordedSignals;
import io.holdfast.store.sqlite.internal.SqliteStore;
import io.holdfast.strand.internal.Strands;
import io.holdfast.transport.Transport;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.osgi.framework.BundleContext;

/**
 * The whole gateway without OSGi: one charge point of two connectors, the simulated charger behind them, the store on
 * SQLite, and everything between. Waits are as short as its configuration can have them.
 */
final class Gateway implements AutoCloseable {
    static final String IDENTITY = "CP-1";
    private static final String CHARGER = "garage";

    private final Deque<Runnable> ends = new ArrayDeque<>();
    private final Map<Class<?>, Object> services = new HashMap<>();
    private final RecordedSignals signals = new RecordedSignals(Instant::now);
    private final Arrivals<Signal> arrivals = new Arrivals<>();

    /** @param keys of the charge point's configuration, on top of those that it must have */
    Gateway(Transport transport, URI csms, Path directory, Map<String, String> keys) {
        BundleContext bundle = Components.bundle(services);
        signals.listen(published -> arrivals.add(published.signal()));
        Strands strands = ending(new Strands(), "deactivate");
        ending(transport, "deactivate");
        SqliteStore store = ending(new SqliteStore(Components.config(SqliteStore.Config.class,
            Map.of("directory", directory.resolve("store").toString()))), "close");

        Map<String, String> charger = Map.of("charger.id", CHARGER, "connectors", "2", "tethered", "false",
            "directory", directory.resolve("charger").toString());
        Simulator simulator = ending(new Simulator(), "deactivate");
        ending(new SimulatedChargerComponent(bundle, simulator,
            Components.config(io.holdfast.charger.simulator.internal.Config.class, charger), charger), "deactivate");

        Map<String, String> chargePoint = new HashMap<>(Map.of("identity", IDENTITY, "csms.url", csms.toString(),
            "connectors", "1=" + CHARGER + ":1, 2=" + CHARGER + ":2", "chargePointSerialNumber", "4711",
            "RetryBackOffWaitMinimum", "1", "RetryBackOffRandomRange", "0", "RetryBackOffRepeatTimes", "0",
            "TransactionMessageRetryInterval", "0", "MeterValueSampleInterval", "1"));
        // a socket that is dead is noticed in seconds, one of a busy machine lives on
        chargePoint.putAll(Map.of("WebSocketPingInterval", "1", "pongTimeout", "5"));
        chargePoint.putAll(keys);
        ClientComponent client = ending(new ClientComponent(bundle, new GlueFactory(strands), new SessionFactory(), store, signals,
            List.of(new Ocpp16Codec())), "deactivate", 0);
        Components.call(client, "bindTransport", transport, Map.of(Transport.NAME, transport.getClass().getSimpleName()));
        Components.call(client, "configure", Components.config(Config.class, chargePoint), chargePoint);

        ChargePoints chargePoints = ending(new ChargePoints(bundle, ending(new Handlers(), "deactivate")), "deactivate");
        Components.call(chargePoints, "addDriver", service(ChargerDriver.class), Map.of(ChargerDriver.CHARGER_ID, CHARGER));
        Components.call(chargePoints, "addClient", client());
    }

    private <C> C ending(C component, String deactivate, Object... arguments) {
        ends.push(() -> Components.call(component, deactivate, arguments));
        return component;
    }

    private <S> S service(Class<S> type) {
        return type.cast(services.get(type));
    }

    ChargePointClient client() {
        return service(ChargePointClient.class);
    }

    /** Whoever stands at the connector. */
    Bystander at(int connector) {
        return service(ChargerDriver.class).capability(connector, Bystander.class).orElseThrow();
    }

    /** Waits for the next signal of the topic. */
    Signal next(String topic) throws InterruptedException {
        return arrivals.next(topic, signal -> signal.topic().equals(topic));
    }

    /** Ends everything, in the opposite order; the signals must have kept their grammar. */
    @Override
    public void close() {
        ends.forEach(Runnable::run);
        signals.assertGrammar();
    }
}
