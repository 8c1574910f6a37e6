package io.holdfast.itests.karaf;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;

import io.holdfast.charger.FaultCode;
import io.holdfast.client.ChargePointClient;
import io.holdfast.csms.Csms;
import io.holdfast.csms.CsmsChargePoint;
import io.holdfast.csms.Misbehaviour;
import io.holdfast.session.RegistrationStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.service.event.Event;

/** Every topic, as any bundle's EventHandler receives it: with its properties, in the order of the grammar, without a gap. */
public class SignalsIT extends InDemo {
    public SignalsIT() {
        super("is given up and kept as a dead letter");
    }

    @Test
    public void theVocabularyKnowsEveryTopic() {
        Vocabulary.assertHasEveryTopic();
    }

    @Test
    public void aChargePointsLifeIsToldFromTheFirstAttemptToTheEnd() throws Exception {
        try (Signals signals = Signals.ofChargePoint(context, "LIFE")) {
            csms.chargePoint("LIFE").misbehave(new Misbehaviour.AnswerBoot(RegistrationStatus.PENDING, Duration.ofSeconds(1)), 1);
            csms.chargePoint("LIFE").misbehave(new Misbehaviour.AnswerBoot(RegistrationStatus.REJECTED, Duration.ofSeconds(2)), 1);
            try (Station station = station("LIFE", Map.of())) {
                Event connecting = signals.await("connection/CONNECTING");
                assertEquals(1, connecting.getProperty("attempt"));
                assertEquals(csms.url(), connecting.getProperty("endpoint"));
                assertEquals(1L, connecting.getProperty("generation"));
                Event connected = signals.await("connection/CONNECTED");
                assertEquals("ocpp1.6", connected.getProperty("subprotocol"));
                assertEquals("vertx", connected.getProperty("transport"));
                assertEquals(1000L, signals.await("session/BOOT_PENDING").getProperty("interval.ms"));
                assertEquals(2000L, signals.await("session/BOOT_REJECTED").getProperty("interval.ms"));
                assertEquals(1000L, signals.await("session/BOOT_ACCEPTED").getProperty("interval.ms"));
                signals.await("connection/ONLINE");
                aCarIsCharged(station, signals);
                assertTrue((Long) signals.await("session/HEARTBEAT").getProperty("round.trip.ms") >= 0);
            }
            Event closed = signals.await("connection/CLOSED");
            assertEquals("US", closed.getProperty("ended.by"));
            assertEquals(1000, closed.getProperty("code"));
            signals.await("connection/OFFLINE");
            signals.await("connection/STOPPED");
            assertEquals("there was a transport all the time", List.of(), signals.received("connection/NO_TRANSPORT"));
            assertComplete("LIFE", signals);
        }
    }

    private static void aCarIsCharged(Station station, Signals signals) throws Exception {
        station.person().plug();
        assertEquals("NoError", signals.await("connector/STATUS", "status", "Preparing").getProperty("error.code"));
        station.person().present("CAR-1");
        Event started = signals.await("transaction/STARTED");
        assertEquals(1, started.getProperty("connector.id"));
        assertEquals("CAR-1", started.getProperty("id.tag"));
        Event queued = signals.await("outbox/QUEUED", "kind", "START");
        assertEquals("StartTransaction", queued.getProperty("action"));
        assertEquals(started.getProperty("transaction"), queued.getProperty("transaction"));
        assertEquals(queued.getProperty("number"), signals.await("outbox/DELIVERED", "kind", "START").getProperty("number"));
        signals.await("outbox/DELIVERED", "kind", "METER");
        station.person().present("CAR-1");
        Event stopped = signals.await("transaction/STOPPED");
        assertEquals(started.getProperty("transaction"), stopped.getProperty("transaction"));
        assertEquals("Local", stopped.getProperty("reason"));
        assertTrue((Long) stopped.getProperty("meter.wh") >= (Long) started.getProperty("meter.wh"));
        signals.await("outbox/DELIVERED", "kind", "STOP");
        signals.await("outbox/DRAINED");
        station.person().unplug();
        signals.await("connector/STATUS", "status", "Available");
    }

    @Test
    public void anAttemptThatFailsIsToldWithItsCauseAndTheWaitThatFollows() throws Exception {
        try (Signals signals = Signals.ofChargePoint(context, "REFUSED")) {
            csms.chargePoint("REFUSED").misbehave(new Misbehaviour.RefuseUpgrade(503, Optional.empty()), 2);
            try (Station station = station("REFUSED", Map.of("RetryBackOffRepeatTimes", "0"))) {
                for (int attempt = 1; attempt <= 2; attempt++) {
                    Event failed = signals.await("connection/FAILED", "attempt", attempt);
                    assertEquals("HTTP_STATUS", failed.getProperty("cause"));
                    assertEquals(503, failed.getProperty("http.status"));
                    assertEquals(1000L, signals.await("connection/BACKOFF", "attempt", attempt + 1).getProperty("delay.ms"));
                }
                signals.await("connection/ONLINE");
            }
            signals.await("connection/STOPPED");
            assertEquals("offline follows online only", 1, signals.received("connection/OFFLINE").size());
            assertComplete("REFUSED", signals);
        }
    }

    @Test
    public void commandsAreToldByWhatFollowsFromThem() throws Exception {
        try (Signals signals = Signals.ofChargePoint(context, "COMMANDED")) {
            try (Station station = station("COMMANDED", Map.of())) {
                ChargePointClient client = station.client();
                signals.await("connection/ONLINE");
                client.drop();
                assertEquals("FORCED", signals.await("connection/CLOSED").getProperty("ended.by"));
                signals.await("connection/OFFLINE");
                signals.await("connection/BACKOFF");
                signals.await("connection/ONLINE");
                client.hold(Optional.of(Duration.ofMillis(300)));
                assertEquals(300L, signals.await("connection/HELD").getProperty("delay.ms"));
                signals.await("connection/ONLINE");
                client.hold(Optional.empty());
                assertNull(signals.await("connection/HELD").getProperty("delay.ms"));
                client.connect();
                signals.await("connection/ONLINE");
                client.disconnect().toCompletableFuture().get(Await.PATIENCE_SECONDS, TimeUnit.SECONDS);
                signals.await("connection/STOPPED");
                client.connect();
                signals.await("connection/ONLINE");
            }
            signals.await("connection/STOPPED");
            assertEquals("a mere reconnect owes no BootNotification", 1, signals.received("session/BOOT_ACCEPTED").size());
            assertComplete("COMMANDED", signals);
        }
    }

    @Test
    public void transportsThatGoAndComeAreTold() throws Exception {
        Bundle vertx = Bundles.named(context, Bundles.VERTX_TRANSPORT);
        Bundle jdk = Bundles.named(context, Bundles.JDK_TRANSPORT);
        try (Signals signals = Signals.ofChargePoint(context, "MOVED")) {
            try (Station station = station("MOVED", Map.of())) {
                signals.await("connection/ONLINE");
                vertx.stop();
                assertEquals("SWAP", signals.await("connection/CLOSED").getProperty("ended.by"));
                assertEquals("jdk", signals.await("connection/TRANSPORT_CHANGED").getProperty("transport"));
                signals.await("connection/ONLINE");
                jdk.stop();
                signals.await("connection/NO_TRANSPORT");
                jdk.start();
                assertEquals("jdk", signals.await("connection/TRANSPORT_CHANGED").getProperty("transport"));
                signals.await("connection/ONLINE");
                vertx.start();
                assertEquals("vertx", signals.await("connection/TRANSPORT_CHANGED").getProperty("transport"));
                signals.await("connection/ONLINE");
            } finally {
                jdk.start();
                vertx.start();
            }
            signals.await("connection/STOPPED");
            assertComplete("MOVED", signals);
        }
    }

    @Test
    public void aCallThatFailsIsToldWithItsOutcome() throws Exception {
        try (Signals signals = Signals.ofChargePoint(context, "CALLING")) {
            CsmsChargePoint peer = csms.chargePoint("CALLING");
            try (Station station = station("CALLING", Map.of("MessageTimeout", "5"))) {
                signals.await("connection/ONLINE");
                peer.misbehave(new Misbehaviour.AnswerError("DataTransfer", "InternalError", "no reason"), 1);
                call(station);
                Event refused = signals.await("session/CALL_FAILED");
                assertEquals("DataTransfer", refused.getProperty("action"));
                assertEquals("Refused", refused.getProperty("outcome"));
                assertEquals("InternalError", refused.getProperty("error.code"));
                peer.misbehave(new Misbehaviour.Forget("DataTransfer"), 1);
                call(station);
                assertEquals("TimedOut", signals.await("session/CALL_FAILED").getProperty("outcome"));
                peer.misbehave(new Misbehaviour.Forget("DataTransfer"), 1);
                call(station);
                call(station);
                station.client().drop();
                assertEquals("Uncertain", signals.await("session/CALL_FAILED").getProperty("outcome"));
                assertEquals("NotSent", signals.await("session/CALL_FAILED").getProperty("outcome"));
            }
            signals.await("connection/STOPPED");
            assertComplete("CALLING", signals);
        }
    }

    private static void call(Station station) throws Exception {
        station.client().call("DataTransfer", "{\"vendorId\":\"io.holdfast\"}");
    }

    @Test
    public void aTransactionMessageThatIsGivenUpIsTold() throws Exception {
        try (Signals signals = Signals.ofChargePoint(context, "GIVEN-UP")) {
            csms.chargePoint("GIVEN-UP").misbehave(new Misbehaviour.AnswerError("MeterValues", "InternalError", "no room"), 2);
            Map<String, String> keys = Map.of("TransactionMessageAttempts", "2", "TransactionMessageRetryInterval", "0");
            try (Station station = station("GIVEN-UP", keys)) {
                signals.await("connection/ONLINE");
                station.person().plug();
                station.person().present("CAR-1");
                Event dead = signals.await("outbox/DEAD_LETTERED");
                assertEquals("MeterValues", dead.getProperty("action"));
                assertEquals("METER", dead.getProperty("kind"));
                assertEquals(2, dead.getProperty("failed.attempts"));
                assertTrue((String) dead.getProperty("reason"), ((String) dead.getProperty("reason")).contains("InternalError no room"));
                station.person().present("CAR-1");
                signals.await("outbox/DELIVERED", "kind", "STOP");
                signals.await("outbox/DRAINED");
            }
            signals.await("connection/STOPPED");
            assertComplete("GIVEN-UP", signals);
        }
    }

    @Test
    public void aChargersLinkAndFaultsAreTold() throws Exception {
        try (Signals ofCharger = Signals.ofCharger(context, "BROKEN"); Signals ofChargePoint = Signals.ofChargePoint(context, "BROKEN");
                Station station = station("BROKEN", Map.of())) {
            ofCharger.await("charger/LINK", "link", "UP");
            ofChargePoint.await("connector/STATUS", "status", "Available");

            station.person().fault(FaultCode.GROUND_FAULT);
            Event raised = ofCharger.await("charger/FAULT", "active", true);
            assertEquals("GROUND_FAULT", raised.getProperty("fault"));
            assertEquals(1, raised.getProperty("connector.id"));
            assertEquals("GroundFailure", ofChargePoint.await("connector/STATUS", "status", "Faulted").getProperty("error.code"));
            station.person().clear(FaultCode.GROUND_FAULT);
            assertEquals("GROUND_FAULT", ofCharger.await("charger/FAULT", "active", false).getProperty("fault"));

            station.person().fault(FaultCode.COMMUNICATION);
            ofCharger.await("charger/LINK", "link", "DOWN");
            ofChargePoint.await("connector/STATUS", "status", "Unavailable");
            station.person().clear(FaultCode.COMMUNICATION);
            ofCharger.await("charger/LINK", "link", "UP");
            ofChargePoint.await("connector/STATUS", "status", "Available");

            List<Event> all = ofCharger.received();
            all.forEach(Vocabulary::assertKeeps);
            for (int i = 0; i < all.size(); i++) {
                assertEquals((long) i + 1, all.get(i).getProperty("sequence"));
            }
        }
    }
}
