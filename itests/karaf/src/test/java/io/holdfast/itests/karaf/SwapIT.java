package io.holdfast.itests.karaf;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertTrue;
import static org.ops4j.pax.exam.CoreOptions.vmOptions;

import io.holdfast.client.ChargePointClient;
import io.holdfast.csms.CsmsChargePoint;
import io.holdfast.csms.Misbehaviour;
import io.holdfast.itests.invariants.CsmsLog;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.inject.Inject;
import org.apache.karaf.shell.api.console.SessionFactory;
import org.junit.Test;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.OptionUtils;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.service.cm.Configuration;
import org.osgi.service.event.Event;

/** A car charges while the transport under its charge point is exchanged, again and again, in every way there is. */
public class SwapIT extends InDemo {
    private static final int ROUNDS = 2;
    private static final int LEAST_SWAPS = 50;
    private static final Side VERTX = new Side("vertx", Bundles.VERTX_TRANSPORT, "io.holdfast.transport.vertx.internal.VertxTransport",
            "holdfast-transport-vertx");
    private static final Side JDK = new Side("jdk", Bundles.JDK_TRANSPORT, "io.holdfast.transport.jdk.internal.JdkTransport",
            "holdfast-transport-jdk", "HttpClient-");

    /** @param threads how the names of its threads begin */
    private record Side(String name, String bundleName, String pid, String... threads) { }

    @Inject
    private SessionFactory sessions;

    /** The class loaders of revisions that are gone. */
    private final List<WeakReference<ClassLoader>> loaders = new ArrayList<>();

    @Override
    @org.ops4j.pax.exam.Configuration
    public Option[] configuration() {
        // else what is only softly reachable stays up to a second for each free MB, and the loaders of old revisions with it
        return OptionUtils.combine(super.configuration(), vmOptions("-XX:SoftRefLRUPolicyMSPerMB=0"));
    }

    /** Moves the charge point, and perhaps back. */
    private interface Exchange {
        void exchange(Station station, Signals signals) throws Exception;
    }

    @Test
    public void nothingIsLostWhileTheTransportIsExchangedInEveryWay() throws Exception {
        Map<String, List<Long>> gaps = new LinkedHashMap<>();
        List<Event> swaps = new ArrayList<>();
        CsmsLog arrived = charge("SWAPPED", (station, signals) -> {
            ChargePointClient before = station.client();
            exchangeInEveryWay(VERTX, JDK, station, signals, gaps);
            Configuration preferred = rank(JDK, 1000);
            awaitOnline(signals, JDK.name);
            exchangeInEveryWay(JDK, VERTX, station, signals, gaps);
            preferred.delete();
            awaitOnline(signals, VERTX.name);
            assertSame("the client goes on", before, station.client());
            swaps.addAll(signals.received("connection/TRANSPORT_CHANGED"));
        });
        assertEquals("each message came once", arrived.messages(), arrived.transmissions());
        assertTrue(swaps.size() + " swaps", swaps.size() >= LEAST_SWAPS);
        print("all", gaps.values().stream().flatMap(List::stream).toList());
        gaps.forEach(SwapIT::print);
        assertNothingIsLeft();
    }

    private void exchangeInEveryWay(Side from, Side to, Station station, Signals signals, Map<String, List<Long>> gaps) throws Exception {
        Map<String, Exchange> ways = ways(from, to);
        for (int round = 0; round < ROUNDS; round++) {
            for (Map.Entry<String, Exchange> way : ways.entrySet()) {
                int before = gaps(signals).size();
                way.getValue().exchange(station, signals);
                List<Long> now = gaps(signals);
                gaps.computeIfAbsent(way.getKey(), first -> new ArrayList<>()).addAll(now.subList(before, now.size()));
                assertOneConnectionEach();
                signals.await("outbox/DELIVERED", "kind", "METER");
            }
        }
    }

    /** What an operator can do, by its name; each way swaps from one transport to the other and back. */
    private Map<String, Exchange> ways(Side from, Side to) {
        Map<String, Exchange> ways = new LinkedHashMap<>();
        ways.put("stop and start of " + from.name, (station, signals) -> {
            Bundle bundle = bundle(from);
            bundle.stop();
            awaitOnline(signals, to.name);
            bundle.start();
            awaitOnline(signals, from.name);
        });
        ways.put("update of " + from.name, (station, signals) -> {
            willBeGone(from).update();
            awaitThereAndBack(signals, to.name, from.name);
        });
        ways.put("uninstallation and installation of " + from.name, (station, signals) -> {
            Bundle bundle = willBeGone(from);
            bundle.uninstall();
            awaitOnline(signals, to.name);
            context.installBundle(bundle.getLocation()).start();
            awaitOnline(signals, from.name);
        });
        ways.put("refresh of " + from.name, (station, signals) -> {
            Bundle framework = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION);
            framework.adapt(FrameworkWiring.class).refreshBundles(List.of(willBeGone(from)));
            awaitThereAndBack(signals, to.name, from.name);
        });
        ways.put("ranking of " + to.name, (station, signals) -> {
            Configuration higher = rank(to, 2000);
            awaitOnline(signals, to.name);
            Configurations.awaitTold(context, configurations);
            higher.delete();
            awaitOnline(signals, from.name);
        });
        ways.put("transport.target " + to.name, (station, signals) -> {
            station.configure("transport.target", "(transport.name=" + to.name + ")");
            awaitOnline(signals, to.name);
            station.configure("transport.target", "(transport.name=*)");
            awaitOnline(signals, from.name);
        });
        ways.put("ocpp:transport " + to.name, (station, signals) -> {
            try (Shell shell = new Shell(sessions)) {
                shell.run("ocpp:transport -c " + station.id() + " " + to.name);
                awaitOnline(signals, to.name);
                shell.run("ocpp:transport -c " + station.id() + " any");
                awaitOnline(signals, from.name);
            }
        });
        return ways;
    }

    private Configuration rank(Side side, int ranking) throws Exception {
        Configuration configuration = configurations.getConfiguration(side.pid, "?");
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(Constants.SERVICE_RANKING, ranking);
        configuration.update(properties);
        return configuration;
    }

    private Bundle bundle(Side side) {
        return Bundles.named(context, side.bundleName);
    }

    private Bundle willBeGone(Side side) {
        Bundle bundle = bundle(side);
        loaders.add(new WeakReference<>(bundle.adapt(BundleWiring.class).getClassLoader()));
        return bundle;
    }

    private void assertNothingIsLeft() throws Exception {
        Await.isTrue("the end of the class loaders of all revisions that are gone", () -> {
            System.gc();
            return loaders.stream().allMatch(loader -> loader.get() == null);
        });
        for (Side side : List.of(VERTX, JDK)) {
            Bundle bundle = bundle(side);
            bundle.stop();
            Await.isTrue("the end of all threads of " + bundle + ", also of revisions that are gone", () -> {
                // the JDK's HttpClient can't be closed in Java 17: it ends once it is garbage
                System.gc();
                return Remains.threads(bundle, side.threads).isEmpty();
            });
            assertOneConnectionEach();
            bundle.start();
        }
    }

    @Test
    public void theAnswerOfTheMessageInFlightIsWaitedFor() throws Exception {
        Bundle vertx = bundle(VERTX);
        CsmsChargePoint peer = csms.chargePoint("WAITED");
        peer.misbehave(new Misbehaviour.DelayAnswers("MeterValues", Duration.ofMillis(500)), 1);
        CsmsLog arrived = charge("WAITED", (station, signals) -> {
            awaitFirstMeterValues(peer);
            vertx.stop();
            awaitOnline(signals, "jdk");
            vertx.start();
            awaitOnline(signals, "vertx");
        });
        assertEquals(arrived.messages(), arrived.transmissions());
    }

    @Test
    public void theMessageInFlightIsSentAgainOnceAndUnchangedIfItsAnswerDoesNotCome() throws Exception {
        Bundle vertx = bundle(VERTX);
        CsmsChargePoint peer = csms.chargePoint("FORGOTTEN");
        peer.misbehave(new Misbehaviour.Forget("MeterValues"), 1);
        try {
            CsmsLog arrived = charge("FORGOTTEN", (station, signals) -> {
                awaitFirstMeterValues(peer);
                vertx.stop();
                awaitOnline(signals, "jdk");
            });
            // changed it would be one message more, and the one before without an answer
            assertEquals(arrived.messages() + 1, arrived.transmissions());
        } finally {
            vertx.start();
        }
    }

    private static void awaitFirstMeterValues(CsmsChargePoint peer) throws Exception {
        peer.awaitFrame(frame -> frame.isCallOf("MeterValues"), Duration.ofSeconds(Await.PATIENCE_SECONDS)).toCompletableFuture().get();
    }

    /** {@return the CSMS's log of a transaction with meter values each second, during which the transport is exchanged} */
    private CsmsLog charge(String id, Exchange exchange) throws Exception {
        try (Signals signals = Signals.ofChargePoint(context, id)) {
            try (Station station = station(id, Map.of())) {
                signals.await("connection/ONLINE");
                station.person().plug();
                station.person().present("CAR-1");
                signals.await("outbox/DELIVERED", "kind", "START");
                exchange.exchange(station, signals);
                signals.await("outbox/DELIVERED", "kind", "METER");
                station.person().present("CAR-1");
                signals.await("outbox/DELIVERED", "kind", "STOP");
                signals.await("outbox/DRAINED");
            }
            signals.await("connection/STOPPED");
            CsmsLog arrived = assertComplete(id, signals);
            assertEquals("all that was stored", signals.received("outbox/QUEUED").size(), arrived.messages());
            assertEquals("a swap owes no BootNotification", 1, csms.chargePoint(id).log().callsOf("BootNotification").size());
            return arrived;
        }
    }

    /** The times without a connection, in ms. */
    private static List<Long> gaps(Signals signals) {
        List<Long> gaps = new ArrayList<>();
        Event closed = null;
        for (Event event : signals.received("connection/CLOSED", "connection/CONNECTED")) {
            if (closed != null) {
                gaps.add((Long) event.getProperty("timestamp") - (Long) closed.getProperty("timestamp"));
            }
            closed = event.getTopic().endsWith("CLOSED") ? event : null;
        }
        return gaps;
    }

    /** Shows how long the gaps were; a time is no matter of right or wrong on a machine that is busy otherwise. */
    private static void print(String way, List<Long> gaps) {
        List<Long> sorted = gaps.stream().sorted().toList();
        System.out.printf("%s: %d swaps, from closed to connected median %d ms, longest %d ms%n", way, sorted.size(),
                sorted.get(sorted.size() / 2), sorted.get(sorted.size() - 1));
    }

    private static void awaitOnline(Signals signals, String transport) throws InterruptedException {
        assertEquals("SWAP", signals.await("connection/CLOSED").getProperty("ended.by"));
        signals.await("connection/TRANSPORT_CHANGED", "transport", transport);
        signals.await("connection/ONLINE");
    }

    /** The bundle may be back before the other transport has connected: then that attempt is given up. */
    private static void awaitThereAndBack(Signals signals, String other, String transport) throws InterruptedException {
        assertEquals("SWAP", signals.await("connection/CLOSED").getProperty("ended.by"));
        signals.await("connection/TRANSPORT_CHANGED", "transport", other);
        signals.await("connection/TRANSPORT_CHANGED", "transport", transport);
        signals.await("connection/ONLINE");
    }

    private void assertOneConnectionEach() throws Exception {
        Await.isTrue("one connection of each charge point that is connected", () -> Remains.connectionsTo(csms.port())
                == csms.chargePoints().stream().filter(chargePoint -> chargePoint.connected()).count());
    }
}
