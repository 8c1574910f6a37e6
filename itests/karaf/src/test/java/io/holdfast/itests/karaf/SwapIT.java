package io.holdfast.itests.karaf;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertSame;

import io.holdfast.client.ChargePointClient;
import io.holdfast.csms.Csms;
import io.holdfast.csms.CsmsChargePoint;
import io.holdfast.csms.Frame;
import io.holdfast.csms.FrameLog;
import io.holdfast.csms.Misbehaviour;
import io.holdfast.csms.TransactionMessage;
import io.holdfast.signals.testing.SignalGrammar;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.inject.Inject;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.event.Event;

/** A car charges while the transport under its charge point is exchanged, again and again, in every way there is. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class SwapIT {
    private static final int ROUNDS = 6;

    @Inject
    private BundleContext context;

    @Inject
    private ConfigurationAdmin configurations;

    @Inject
    private Csms csms;

    private KarafLog log;

    @Configuration
    public Option[] configuration() {
        return new Option[] {Containers.demoWithoutCars(), Containers.signalGrammar()};
    }

    @Before
    public void readLog() throws Exception {
        log = KarafLog.fromNowOn();
    }

    @After
    public void theLogIsFreeOfErrors() throws Exception {
        log.assertFreeOfErrors();
    }

    /** Exchanges the transport once or more, and waits until the charge point is online again as it was before. */
    private interface Exchange {
        void exchange(Station station, Signals signals) throws Exception;
    }

    @Test
    public void nothingIsLostWhileTheBundleIsStoppedAndStarted() throws Exception {
        Bundle vertx = Bundles.named(context, Bundles.VERTX_TRANSPORT);
        whileACarCharges("STOPPED", ROUNDS, (station, signals) -> {
            vertx.stop();
            awaitOnline(signals, "jdk");
            assertNothingRuns(vertx, "holdfast-transport-vertx");
            assertOneConnectionEach();
            vertx.start();
            awaitOnline(signals, "vertx");
            assertOneConnectionEach();
        });
    }

    @Test
    public void nothingIsLostWhileTheConfigurationChoosesTheTransport() throws Exception {
        whileACarCharges("CONFIGURED", ROUNDS, (station, signals) -> {
            ChargePointClient before = station.client();
            station.configure("transport.target", "(transport.name=jdk)");
            awaitOnline(signals, "jdk");
            station.configure("transport.target", "(transport.name=*)");
            awaitOnline(signals, "vertx");
            assertSame("the client goes on", before, station.client());
            assertOneConnectionEach();
        });
    }

    @Test
    public void nothingIsLostWhileTheBundleIsUpdated() throws Exception {
        Bundle vertx = Bundles.named(context, Bundles.VERTX_TRANSPORT);
        whileACarCharges("UPDATED", ROUNDS, (station, signals) -> {
            vertx.update();
            awaitOnline(signals, "jdk");
            awaitOnline(signals, "vertx");
            assertOneConnectionEach();
        });
        assertEquals("of the old revisions, too", 1, Remains.threads(vertx, "holdfast-transport-vertx").stream()
                .filter(name -> name.startsWith("holdfast-transport-vertx")).count());
    }

    @Test
    public void nothingIsLostWhileTheBundleIsUninstalledAndInstalled() throws Exception {
        whileACarCharges("INSTALLED", ROUNDS, (station, signals) -> {
            Bundle vertx = Bundles.named(context, Bundles.VERTX_TRANSPORT);
            vertx.uninstall();
            awaitOnline(signals, "jdk");
            assertNothingRuns(vertx, "holdfast-transport-vertx");
            context.installBundle(vertx.getLocation()).start();
            awaitOnline(signals, "vertx");
            assertOneConnectionEach();
        });
    }

    @Test
    public void theAnswerOfTheMessageInFlightIsWaitedFor() throws Exception {
        Bundle vertx = Bundles.named(context, Bundles.VERTX_TRANSPORT);
        CsmsChargePoint peer = csms.chargePoint("WAITED");
        whileACarCharges("WAITED", 1, (station, signals) -> {
            peer.misbehave(new Misbehaviour.DelayAnswers("MeterValues", Duration.ofMillis(500)), 1);
            awaitMeterValues(peer);
            vertx.stop();
            awaitOnline(signals, "jdk");
            vertx.start();
            awaitOnline(signals, "vertx");
        });
    }

    @Test
    public void theMessageInFlightIsSentAgainOnceAndUnchangedIfItsAnswerDoesNotCome() throws Exception {
        Bundle vertx = Bundles.named(context, Bundles.VERTX_TRANSPORT);
        CsmsChargePoint peer = csms.chargePoint("FORGOTTEN");
        try {
            List<TransactionMessage> arrived = charge("FORGOTTEN", 1, (station, signals) -> {
                peer.misbehave(new Misbehaviour.Forget("MeterValues"), 1);
                awaitMeterValues(peer);
                vertx.stop();
                awaitOnline(signals, "jdk");
            });
            List<TransactionMessage> again = arrived.stream().filter(message -> message.transmissions().size() > 1).toList();
            assertEquals(1, again.size());
            List<Frame> transmissions = again.get(0).transmissions();
            assertEquals(2, transmissions.size());
            assertEquals(transmissions.get(0).payload(), transmissions.get(1).payload());
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
                Station station = new Station(context, configurations, csms, "LEFT", Map.of("transport.target", "(transport.name=jdk)"))) {
            signals.await("connection/ONLINE");
            jdk.stop();
            signals.await("connection/NO_TRANSPORT");
            assertOneConnectionEach();
            assertNothingRuns(jdk, "holdfast-transport-jdk", "HttpClient-");
        } finally {
            jdk.start();
        }
    }

    /** Each transaction message is to be sent once. */
    private void whileACarCharges(String id, int rounds, Exchange exchange) throws Exception {
        charge(id, rounds, exchange).forEach(message -> assertEquals("transmissions of " + message, 1, message.transmissions().size()));
    }

    /** {@return the transaction messages that reached the CSMS: all that there were, in order} */
    private List<TransactionMessage> charge(String id, int rounds, Exchange exchange) throws Exception {
        try (Signals signals = Signals.ofChargePoint(context, id)) {
            try (Station station = new Station(context, configurations, csms, id, Map.of())) {
                signals.await("connection/ONLINE");
                station.person().plug();
                station.person().present("CAR-1");
                signals.await("outbox/DELIVERED", "kind", "START");
                for (int round = 0; round < rounds; round++) {
                    exchange.exchange(station, signals);
                    signals.await("outbox/DELIVERED", "kind", "METER");
                }
                station.person().present("CAR-1");
                signals.await("outbox/DELIVERED", "kind", "STOP");
                signals.await("outbox/DRAINED");
            }
            signals.await("connection/STOPPED");
            signals.assertOrder(SignalGrammar.fromTheStart());
            System.out.printf("%s: from closed to connected %s ms%n", id, gaps(signals));
            FrameLog frames = csms.chargePoint(id).log();
            assertEquals(1, frames.callsOf("BootNotification").size());
            assertAllArrivedInOrder(signals, frames.transactionMessages());
            return frames.transactionMessages();
        }
    }

    private static void assertAllArrivedInOrder(Signals signals, List<TransactionMessage> arrived) {
        assertEquals("StartTransaction", arrived.get(0).action());
        assertEquals("StopTransaction", arrived.get(arrived.size() - 1).action());
        assertEquals("in the order in which they were stored",
                signals.received("outbox/QUEUED").stream().map(event -> event.getProperty("action")).toList(),
                arrived.stream().map(TransactionMessage::action).toList());
        List<String> times = arrived.stream().filter(message -> message.action().equals("MeterValues"))
                .map(TransactionMessage::timestamp).toList();
        assertEquals(times.stream().sorted().distinct().toList(), times);
    }

    /** The times without a connection, but the one at the end. */
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
