package io.holdfast.itests.karaf;

import static org.junit.Assert.assertEquals;

import io.holdfast.csms.Csms;
import io.holdfast.itests.invariants.CsmsLog;
import io.holdfast.signals.testing.SignalGrammar;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.inject.Inject;
import org.junit.After;
import org.junit.Before;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.event.Event;

/** Tests in the demo distribution, with charge points of their own; no car comes by itself, and the log stays free of errors. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public abstract class InDemo {
    @Inject
    BundleContext context;

    @Inject
    ConfigurationAdmin configurations;

    @Inject
    Csms csms;

    KarafLog log;

    private final String[] provoked;
    /** The keys of the test's own charge points, by identity. */
    private final Map<String, Map<String, String>> made = new HashMap<>();

    /** @param provoked parts of lines of the log that are there because the tests want them to be */
    InDemo(String... provoked) {
        this.provoked = provoked;
    }

    @Configuration
    public Option[] configuration() {
        return new Option[] {Containers.demoWithoutCars(), Containers.checkers()};
    }

    @Before
    public void readLog() throws Exception {
        log = KarafLog.fromNowOn();
    }

    @After
    public void theLogIsFreeOfErrors() throws Exception {
        log.assertFreeOfErrors(provoked);
    }

    /** Also of charge points whose life with all its signals was not looked at: what the CSMS has seen of them keeps the rules. */
    @After
    public void everyChargePointHasKeptTheRulesOfTheWire() {
        made.forEach((identity, keys) -> {
            CsmsLog judged = Judgement.log(keys).losingAnswers();
            judged.read(csms.chargePoint(identity).log().frames());
            assertEquals(identity, List.of(), judged.breaches());
        });
    }

    /** A charge point of this id, {@code keys} of whose configuration differ from the others'. */
    Station station(String id, Map<String, String> keys) throws Exception {
        judge(keys.getOrDefault("identity", id), keys);
        return new Station(context, configurations, csms, id, keys);
    }

    /** What the CSMS has seen of this charge point must keep the rules of the wire, at the end of the test too. */
    void judge(String identity, Map<String, String> keys) {
        made.put(identity, keys);
    }

    /** Fails unless the signals, from the first to the last, and the CSMS's log of the charge point are as they must be. */
    CsmsLog assertComplete(String id, Signals signals) {
        signals.received().forEach(Vocabulary::assertKeeps);
        SignalGrammar grammar = SignalGrammar.fromTheStart();
        signals.assertOrder(grammar);
        grammar.assertStopped();
        CsmsLog judged = Judgement.log(made.get(id));
        judged.read(csms.chargePoint(id).log().frames());
        List<Event> queued = signals.received("outbox/QUEUED");
        for (int i = 0; i < queued.size(); i++) {
            judged.expect(i + 1, (String) queued.get(i).getProperty("action"), (String) queued.get(i).getProperty("transaction"));
        }
        assertEquals(List.of(), judged.breaches());
        return judged;
    }
}
