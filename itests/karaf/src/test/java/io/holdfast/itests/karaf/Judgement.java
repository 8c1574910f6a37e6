package io.holdfast.itests.karaf;

import static org.junit.Assert.assertEquals;

import io.holdfast.csms.CsmsChargePoint;
import io.holdfast.itests.invariants.CsmsLog;
import io.holdfast.signals.testing.SignalGrammar;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.osgi.service.event.Event;

/** What is said of a charge point by what its CSMS has seen and what was signalled. */
final class Judgement {
    private Judgement() { }

    /** {@return a reader of what the CSMS has seen of a charge point with these keys, the others being as by default} */
    static CsmsLog log(Map<String, String> keys) {
        Duration messageTimeout = Duration.ofSeconds(Long.parseLong(keys.getOrDefault("MessageTimeout", "30")));
        // less what the way may take
        return new CsmsLog(messageTimeout.multipliedBy(4).dividedBy(5), Integer.parseInt(keys.getOrDefault("TransactionMessageAttempts", "3")));
    }

    /**
     * Fails unless the only charge point of a new store, which goes on, has kept the grammar and the rules, and what was
     * signalled as delivered has come in its place.
     */
    static void assertKept(SignalGrammar grammar, Signals signals, CsmsChargePoint peer) {
        List<Event> told = signals.received();
        told.forEach(Vocabulary::assertKeeps);
        signals.assertOrder(grammar);
        CsmsLog judged = log(Map.of());
        judged.read(peer.log().frames());
        told.stream().filter(event -> event.getTopic().endsWith("outbox/DELIVERED")).forEach(event -> judged.expect(
                (Long) event.getProperty("number"), (String) event.getProperty("action"), (String) event.getProperty("transaction")));
        assertEquals(List.of(), judged.breaches());
    }
}
