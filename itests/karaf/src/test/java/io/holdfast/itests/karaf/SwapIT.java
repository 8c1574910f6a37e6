package io.holdfast.itests.karaf;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertTrue;

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
import java.util.concurrent.TimeUnit;
import javax.inject.Inject;
import org.apache.karaf.shell.api.console.SessionFactory;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.service.cm.Configuration;
import org.osgi.service.event.Event;

/** A car charges while the transport under its charge point is exchanged, again and again, in every way there is. */
public class SwapIT extends InDemo {
    private static final int ROUNDS = 4;
    private static final int LEAST_SWAPS = 50;
    private static final String VERTX_THREADS = "holdfast-transport-vertx";

    @Inject
    private SessionFactory sessions;

    /** The class loaders of revisions that are gone. */
    private final List<WeakReference<ClassLoader>> loaders = new ArrayList<>();

    /** Makes the charge point go to the JDK's transport and back to that of Vert.x. */
    private interface Exchange {
        void exchange(Station station, Signals signals) throws Exception;
    }

    @Test
    public void nothingIsLostWhileTheTransportIsExchangedInEveryWay() throws Exception {
        Map<String, Exchange> ways = ways();
        List<Long> gaps = new ArrayList<>();
        CsmsLog arrived = charge("SWAPPED", (station, signals) -> {
            ChargePointClient before = station.client();
            for (int round = 0; round < ROUNDS; round++) {
                for (Exchange way : ways.values()) {
                    way.exchange(station, signals);
                    assertOneConnectionEach();
                    signals.await("outbox/DELIVERED", "kind", "METER");
                }
            }
            assertSame("the client goes on", before, station.client());
            gaps.addAll(gaps(signals));
        });
        assertEquals("each message came once", arrived.messages(), arrived.transmissions());
        assertTrue(gaps.size() + " swaps", gaps.size() >= LEAST_SWAPS);
        print(gaps, List.copyOf(ways.keySet()));
        assertNothingIsLeft();
    }

    /** What an operator can do, by its name; each way swaps twice. */
    private Map<String, Exchange> ways() {
        Map<String, Exchange> ways = new LinkedHashMap<>();
        ways.put("stop, start", (station, signals) -> {
            Bundle vertx = vertx();
            vertx.stop();
            awaitOnline(signals, "jdk");
            assertNothingRuns(vertx, VERTX_THREADS);
            vertx.start();
            awaitOnline(signals, "vertx");
        });
        ways.put("update", (station, signals) -> {
            Bundle vertx = vertx();
            willBeGone(vertx);
            vertx.update();
            awaitOnline(signals, "jdk");
            awaitOnline(signals, "vertx");
        });
        ways.put("uninstall, install", (station, signals) -> {
            Bundle vertx = vertx();
            willBeGone(vertx);
            vertx.uninstall();
            awaitOnline(signals, "jdk");
            assertNothingRuns(vertx, VERTX_THREADS);
            context.installBundle(vertx.getLocation()).start();
            awaitOnline(signals, "vertx");
        });
        ways.put("refresh", (station, signals) -> {
            Bundle vertx = vertx();
            willBeGone(vertx);
            context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkWiring.class).refreshBundles(List.of(vertx));
            awaitOnline(signals, "jdk");
            awaitOnline(signals, "vertx");
        });
        ways.put("ranking", (station, signals) -> {
            Configuration jdk = configurations.getConfiguration("io.holdfast.transport.jdk.internal.JdkTransport", "?");
            Dictionary<String, Object> properties = new Hashtable<>();
            properties.put(Constants.SERVICE_RANKING, 1000);
            jdk.update(properties);
            awaitOnline(signals, "jdk");
            Configurations.awaitTold(context, configurations);
            jdk.delete();
            awaitOnline(signals, "vertx");
        });
        ways.put("transport.target", (station, signals) -> {
            station.configure("transport.target", "(transport.name=jdk)");
            awaitOnline(signals, "jdk");
            station.configure("transport.target", "(transport.name=*)");
            awaitOnline(signals, "vertx");
        });
        ways.put("ocpp:transport", (station, signals) -> {
            try (Shell shell = new Shell(sessions)) {
                shell.run("ocpp:transport -c " + station.id() + " jdk");
                awaitOnline(signals, "jdk");
                shell.run("ocpp:transport -c " + station.id() + " any");
                awaitOnline(signals, "vertx");
            }
        });
        return ways;
    }

    private Bundle vertx() {
        return Bundles.named(context, Bundles.VERTX_TRANSPORT);
    }

    private void willBeGone(Bundle bundle) {
        loaders.add(new WeakReference<>(bundle.adapt(BundleWiring.class).getClassLoader()));
    }

    private void assertNothingIsLeft() throws Exception {
        Await.isTrue("the end of the class loaders of all revisions that are gone", () -> {
            System.gc();
            return loaders.stream().allMatch(loader -> loader.get() == null);
        });
        assertEquals("of the old revisions, too", 1, Remains.threads(vertx(), VERTX_THREADS).stream()
                .filter(name -> name.startsWith(VERTX_THREADS)).count());
    }

    @Test
    public void theAnswerOfTheMessageInFlightIsWaitedFor() throws Exception {
        Bundle vertx = vertx();
        CsmsChargePoint peer = csms.chargePoint("WAITED");
        CsmsLog arrived = charge("WAITED", (station, signals) -> {
            peer.misbehave(new Misbehaviour.DelayAnswers("MeterValues", Duration.ofMillis(500)), 1);
            awaitMeterValues(peer);
            vertx.stop();
            awaitOnline(signals, "jdk");
            vertx.start();
            awaitOnline(signals, "vertx");
        });
        assertEquals(arrived.messages(), arrived.transmissions());
    }

    @Test
    public void theMessageInFlightIsSentAgainOnceAndUnchangedIfItsAnswerDoesNotCome() throws Exception {
        Bundle vertx = vertx();
        CsmsChargePoint peer = csms.chargePoint("FORGOTTEN");
        try {
            CsmsLog arrived = charge("FORGOTTEN", (station, signals) -> {
                peer.misbehave(new Misbehaviour.Forget("MeterValues"), 1);
                awaitMeterValues(peer);
                vertx.stop();
                awaitOnline(signals, "jdk");
            });
            // changed it would be one message more, and the one before without an answer
            assertEquals(arrived.messages() + 1, arrived.transmissions());
        } finally {
            vertx.start();
        }
    }

    private static void awaitMeterValues(CsmsChargePoint peer) throws Exception {
        long before = peer.log().lastNumber();
        peer.awaitFrame(frame -> frame.number() > before && frame.isCallOf("MeterValues"), Duration.ofSeconds(10))
                .toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    public void theJdkTransportLeavesNoThreadsEither() throws Exception {
        Bundle jdk = Bundles.named(context, Bundles.JDK_TRANSPORT);
        try (Signals signals = Signals.ofChargePoint(context, "LEFT");
                Station station = station("LEFT", Map.of("transport.target", "(transport.name=jdk)"))) {
            signals.await("connection/ONLINE");
            jdk.stop();
            signals.await("connection/NO_TRANSPORT");
            assertOneConnectionEach();
            assertNothingRuns(jdk, "holdfast-transport-jdk", "HttpClient-");
        } finally {
            jdk.start();
        }
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
    private static void print(List<Long> gaps, List<String> ways) {
        System.out.printf("from closed to connected: %s%n", figures(gaps));
        for (int way = 0; way < ways.size(); way++) {
            List<Long> ofWay = new ArrayList<>();
            for (int i = 2 * way; i < gaps.size(); i += 2 * ways.size()) {
                ofWay.addAll(gaps.subList(i, i + 2));
            }
            System.out.printf("  by %s: %s%n", ways.get(way), figures(ofWay));
        }
    }

    private static String figures(List<Long> gaps) {
        List<Long> sorted = gaps.stream().sorted().toList();
        return String.format("%d swaps, median %d ms, longest %d ms", sorted.size(), sorted.get(sorted.size() / 2), sorted.get(sorted.size() - 1));
    }

    private static void awaitOnline(Signals signals, String transport) throws InterruptedException {
        assertEquals("SWAP", signals.await("connection/CLOSED").getProperty("ended.by"));
        signals.await("connection/TRANSPORT_CHANGED", "transport", transport);
        signals.await("connection/ONLINE");
    }

    private static void assertNothingRuns(Bundle bundle, String... threads) throws Exception {
        Await.isTrue("the end of all threads of " + bundle, () -> {
            // the JDK's HttpClient can't be closed in Java 17: it ends once it is garbage
            System.gc();
            return Remains.threads(bundle, threads).isEmpty();
        });
    }

    private void assertOneConnectionEach() throws Exception {
        Await.isTrue("one connection of each charge point that is connected", () -> Remains.connectionsTo(csms.port())
                == csms.chargePoints().stream().filter(chargePoint -> chargePoint.connected()).count());
    }
}
