package io.holdfast.itests.misbehaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.client.ChargePointClient;
import io.holdfast.client.ChargePointSettings;
import io.holdfast.client.ClientTiming;
import io.holdfast.client.internal.WiredClient;
import io.holdfast.csms.Csms;
import io.holdfast.csms.CsmsChargePoint;
import io.holdfast.itests.invariants.CsmsLog;
import io.holdfast.ocpp16.HeartbeatRequest;
import io.holdfast.ocpp16.HeartbeatResponse;
import io.holdfast.session.Outcome;
import io.holdfast.session.Request;
import io.holdfast.signals.Signal;
import io.holdfast.signals.Topics;
import io.holdfast.store.Store;
import io.holdfast.strand.StrandFactory;
import io.holdfast.transport.Transport;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One charge point with the real client on a real transport, and the CSMS's view of it. */
final class Station implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int ATTEMPTS = 3;

    private final String identity;
    private final Pace pace;
    private CsmsChargePoint csms;
    private final WiredClient client;
    private final Signals signals = new Signals();
    private final Messenger messenger;
    private final CsmsLog log;
    private int expected;

    /** Dials only when {@link #start started}. */
    Station(String identity, Pace pace, Csms csms, StrandFactory strands, Store store) {
        this.identity = identity;
        this.pace = pace;
        this.csms = csms.chargePoint(identity);
        // half: by the CSMS's clock frames come nearer to each other than they were sent
        this.log = new CsmsLog(pace.answer().dividedBy(2), ATTEMPTS).losingAnswers();
        URI url = URI.create(csms.url());
        // a BootNotification that is not answered in time is sent again only after a minute
        ClientTiming timing = timing(Pace.PATIENT.answer());
        messenger = new Messenger(timing(pace.answer()));
        client = new WiredClient(new ChargePointSettings(identity, identity, List.of(url), "Holdfast", "Messenger", "", "", List.of(),
            timing, Map.of(), false), pace.reconnect(url, identity, "ocpp1.6"), strands, store, signals);
    }

    private ClientTiming timing(Duration answer) {
        return new ClientTiming(Duration.ofHours(1), answer, pace.ping(), ATTEMPTS, pace.message());
    }

    Station start(Transport transport, String name) {
        transport(transport, name);
        client.attach(messenger);
        return this;
    }

    void transport(Transport transport, String name) {
        client.transport(transport, name);
    }

    Pace pace() {
        return pace;
    }

    CsmsChargePoint csms() {
        return csms;
    }

    ChargePointClient client() {
        return client.client();
    }

    Messenger messenger() {
        return messenger;
    }

    Signals signals() {
        return signals;
    }

    /** Reads on to the next signal of the topic, which must tell this. */
    void expect(String topic, Map<String, Object> told) throws InterruptedException {
        signals.expect(topic, told);
    }

    /** Reads on to a signal of the topic that tells this. */
    void await(String topic, Map<String, Object> told) throws InterruptedException {
        signals.await(topic, told);
    }

    void expect(String topic) throws InterruptedException {
        signals.expect(topic, Map.of());
    }

    <R> Outcome<R> call(Request<R> request) {
        try {
            return client.client().call(request).toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError(identity + ": no outcome of " + request, e);
        }
    }

    Outcome<HeartbeatResponse> heartbeat() {
        return call(new HeartbeatRequest());
    }

    /** Online is who gets an answer. */
    void awaitOnline() throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!(heartbeat() instanceof Outcome.Answered)) {
            Signal signal;
            do {
                signal = signals.next(deadline);
            } while (!signal.topic().equals(Topics.ONLINE) && !signal.topic().equals(Topics.CALL_FAILED));
        }
    }

    /** Waits until so many messages of the outbox have been delivered since the start. */
    void awaitDelivered(int count) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (signals.delivered() < count) {
            signals.next(deadline);
        }
    }

    /** Reads what the CSMS has seen since it was last read. */
    void read() {
        log.read(csms.log().frames());
    }

    /** Its CSMS has stopped, and this one is there in its place. */
    void csmsIs(Csms another) {
        read();
        log.csmsRestarted();
        csms = another.chargePoint(identity);
    }

    /** Grammar, wire and delivery: nothing was broken, and all that was appended has come, in order; for when the outbox is empty. */
    void assertKept() {
        read();
        for (Messenger.Appended message : messenger.appended().subList(expected, messenger.appended().size())) {
            log.expect(++expected, message.action(), message.transaction());
        }
        assertThat(log.breaches()).as("%s at the CSMS", identity).isEmpty();
        assertThat(signals.breaches()).as("%s, its signals", identity).isEmpty();
        assertThat(messenger.strayThreads()).as("%s, calls that were not on its strand", identity).isZero();
    }

    int transmissions() {
        return log.transmissions();
    }

    /** As when its configuration is deleted. */
    @Override
    public void close() {
        client.dispose();
    }
}
