package io.holdfast.itests.karaf;

import static org.junit.Assert.assertEquals;

import io.holdfast.client.ChargePointClient;
import io.holdfast.csms.Csms;
import io.holdfast.csms.CsmsChargePoint;
import io.holdfast.csms.Frame;
import io.holdfast.itests.invariants.CsmsLog;
import io.holdfast.signals.testing.SignalGrammar;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.service.event.Event;

/** A car charges while each bundle of the gateway is stopped and started, one after the other. */
public class RestartIT extends InDemo {
    private static final List<String> BUNDLES = List.of("strand", "signals", "transport", "transport.vertx", "transport.jdk", "reconnect",
            "session", "store", "store.sqlite", "ocpp16", "client", "charger", "charger.simulator", "chargepoint", "csms", "shell", "vertx.osgi");
    private static final String ID = "RESTARTED";

    @Test
    public void theTransactionGoesOnWhicheverBundleIsStoppedAndStarted() throws Exception {
        CsmsLog judged = Judgement.log(Map.of()).losingAnswers();
        try (Signals signals = Signals.ofChargePoint(context, ID)) {
            try (Station station = station(ID, Map.of())) {
                signals.await("connection/ONLINE");
                station.person().plug();
                station.person().present("CAR-1");
                String transaction = transactionOfTheNextMeterValues();
                for (String name : BUNDLES) {
                    Bundle bundle = Bundles.named(context, "io.holdfast." + name);
                    restart(bundle, judged);
                    assertEquals("the transaction after a restart of " + bundle, transaction, transactionOfTheNextMeterValues());
                }
                CsmsChargePoint peer = awaitConnected();
                station.person().present("CAR-1");
                assertEquals(transaction, await(peer, frame -> frame.isCallOf("StopTransaction")).fields().get("transactionId"));
                signals.await("outbox/DELIVERED", "kind", "STOP");
                signals.await("outbox/DRAINED");
            }
            signals.await("connection/STOPPED");
            judged.read(peer().log().frames());
            assertEquals(List.of(), judged.breaches());
            assertEquals("transactions that run", Set.of(), judged.running());
            assertTold(signals.received());
        }
    }

    /** Stops and starts it; the reader of the CSMS's log is told who went with it. */
    private void restart(Bundle bundle, CsmsLog judged) throws Exception {
        CsmsChargePoint peer = peer();
        bundle.stop();
        boolean csmsGone = context.getServiceReference(Csms.class) == null;
        if (context.getServiceReferences(ChargePointClient.class, "(" + ChargePointClient.CHARGEPOINT_ID + "=" + ID + ")").isEmpty()) {
            Await.isTrue("the end of the connection", () -> !peer.connected());
            judged.read(peer.log().frames());
            judged.processEnded(Set.of());
        }
        if (csmsGone) {
            judged.read(peer.log().frames());
            judged.csmsRestarted();
        }
        bundle.start();
    }

    /** Each life of the publisher counts from 1. */
    private static void assertTold(List<Event> told) {
        SignalGrammar grammar = SignalGrammar.fromTheStart();
        for (int i = 0; i < told.size(); i++) {
            Event event = told.get(i);
            Vocabulary.assertKeeps(event);
            if (i > 0 && event.getProperty("sequence").equals(1L)) {
                grammar = SignalGrammar.fromTheStart();
            }
            grammar.accept(event.getTopic(), Signals.properties(event));
        }
        grammar.assertStopped();
    }

    private String transactionOfTheNextMeterValues() throws Exception {
        CsmsChargePoint peer = awaitConnected();
        long before = peer.log().lastNumber();
        return await(peer, frame -> frame.number() > before && frame.isCallOf("MeterValues")).fields().get("transactionId");
    }

    private static Frame await(CsmsChargePoint peer, Predicate<Frame> wanted) throws Exception {
        return peer.awaitFrame(wanted, Duration.ofSeconds(Await.PATIENCE_SECONDS)).toCompletableFuture().get();
    }

    private CsmsChargePoint awaitConnected() throws Exception {
        CsmsChargePoint peer = peer();
        Await.isTrue("the charge point, connected", peer::connected);
        return peer;
    }

    /** {@return the charge point as the CSMS sees it; the CSMS is a new one if it was restarted, too} */
    private CsmsChargePoint peer() throws InterruptedException {
        return Services.await(context, Csms.class).chargePoint(ID);
    }
}
