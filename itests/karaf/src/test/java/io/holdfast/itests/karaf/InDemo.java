package io.holdfast.itests.karaf;

import static org.junit.Assert.assertEquals;

import io.holdfast.csms.Csms;
import io.holdfast.itests.invariants.CsmsLog;
import io.holdfast.signals.testing.SignalGrammar;
import java.time.Duration;
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
    /** The defaults of a charge point: MessageTimeout, less what the way may take, and TransactionMessageAttempts. */
    private static final Duration MESSAGE_TIMEOUT = Duration.ofSeconds(25);
    private static final int ATTEMPTS = 3;

    @Inject
    BundleContext context;

    @Inject
    ConfigurationAdmin configurations;

    @Inject
    Csms csms;

    KarafLog log;

    private final String[] provoked;

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

    /** A charge point of this id, {@code keys} of whose configuration differ from the others'. */
    Station station(String id, Map<String, String> keys) throws Exception {
        return new Station(context, configurations, csms, id, keys);
    }

    /** Fails unless the signals, from the first to the last, and the CSMS's log of the charge point are as they must be. */
    CsmsLog assertComplete(String id, Signals signals) {
        return assertComplete(id, signals, MESSAGE_TIMEOUT, ATTEMPTS);
    }

    CsmsLog assertComplete(String id, Signals signals, Duration messageTimeout, int attempts) {
        signals.received().forEach(Vocabulary::assertKeeps);
        SignalGrammar grammar = SignalGrammar.fromTheStart();
        signals.assertOrder(grammar);
        grammar.assertStopped();
        CsmsLog judged = new CsmsLog(messageTimeout, attempts);
        judged.read(csms.chargePoint(id).log().frames());
        List<Event> queued = signals.received("outbox/QUEUED");
        for (int i = 0; i < queued.size(); i++) {
            judged.expect(i + 1, (String) queued.get(i).getProperty("action"), (String) queued.get(i).getProperty("transaction"));
        }
        assertEquals(List.of(), judged.breaches());
        return judged;
    }
}
