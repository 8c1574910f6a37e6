package io.holdfast.session.internal;

import io.holdfast.session.InboundCall;
import io.holdfast.session.MessageSource;
import io.holdfast.session.Mishap;
import io.holdfast.session.Outcome;
import io.holdfast.session.RegistrationResponse;
import io.holdfast.session.RegistrationStatus;
import io.holdfast.session.Request;
import io.holdfast.session.Session;
import io.holdfast.session.Session.Urgency;
import io.holdfast.session.SessionHost;
import io.holdfast.session.SessionLimits;
import io.holdfast.session.SessionTiming;
import io.holdfast.strand.Strand;
import io.holdfast.strand.testing.VirtualTime;
import io.holdfast.transport.CloseReason;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.function.Consumer;

/** A session between a CSMS, an owner and a source that the test plays, in virtual time. */
final class Bench implements SessionHost, MessageSource {
    static final SessionTiming TIMING = new SessionTiming(Duration.ofSeconds(300), Duration.ofSeconds(30));
    static final CloseReason LOST = CloseReason.lost("cable cut");

    final VirtualTime time = new VirtualTime();
    final Strand strand = time.create("cp");
    /** What the owner, the source and the callers were told, in order. */
    final List<String> log = new ArrayList<>();
    final List<InboundCall> inbound = new ArrayList<>();
    final Queue<Request<?>> waiting = new ArrayDeque<>();
    final Session session;
    Csms csms;
    /** What the owner does with a CALL. */
    Consumer<InboundCall> handler = inbound::add;
    /** Called within each callback to the owner or the source, by its name. */
    Consumer<String> mischief = name -> { };

    Bench(SessionLimits limits, SessionTiming timing) {
        session = new OcppSession("cp", strand, List.of(new TestCodec("ocpp1.6"), new TestCodec("ocpp2.0.1")), limits, timing, new Random(1),
            this, this);
    }

    Bench() {
        this(SessionLimits.DEFAULT, TIMING);
    }

    // ---- what the test does

    Bench on(Runnable task) {
        strand.execute(task);
        time.runUntilIdle();
        return this;
    }

    Bench connect() {
        csms = new Csms("ocpp1.6");
        return on(() -> session.onConnected(csms));
    }

    Bench close() {
        return on(() -> session.onClosed(LOST));
    }

    /** Connected and accepted, with the interval. */
    Bench accepted() {
        return connect().boot("Accepted", 300);
    }

    /** Answers the BootNotification. */
    Bench boot(String status, long interval) {
        return answer("BootNotification", "{\"status\":\"" + status + "\",\"interval\":\"" + interval + "\",\"currentTime\":\"" + time.now() + "\"}");
    }

    Bench answerHeartbeat(Instant currentTime) {
        return answer("Heartbeat", "{\"currentTime\":\"" + currentTime + "\"}");
    }

    Bench answerEcho() {
        return answer("Echo", "{\"text\":\"back\"}");
    }

    Bench answer(String action, String payload) {
        return receive("[3,\"" + csms.idOf(action) + "\"," + payload + "]");
    }

    Bench receive(String frame) {
        return on(() -> session.onMessage(frame.getBytes(StandardCharsets.UTF_8)));
    }

    Bench receiveCall(String id, String text) {
        return receive("[2,\"" + id + "\",\"Echo\",{\"text\":\"" + text + "\"}]");
    }

    Bench call(String text) {
        return call(text, Urgency.LIVE);
    }

    Bench call(String text, Urgency urgency) {
        return on(() -> session.call(new TestCodec.Echo(text), urgency, outcome -> {
            log.add(text + " " + describe(outcome));
            mischief.accept("outcome");
        }));
    }

    Bench queue(String... texts) {
        for (String text : texts) {
            waiting.add(new TestCodec.Echo(text));
        }
        return on(session::messagesWaiting);
    }

    Bench advance(long seconds) {
        time.advance(Duration.ofSeconds(seconds));
        return this;
    }

    /** What was wrong with the frames so far. */
    Map<Mishap, Long> mishaps() {
        return session.status().counters().mishaps();
    }

    static String describe(Outcome<?> outcome) {
        return outcome.getClass().getSimpleName();
    }

    // ---- what the session tells

    private void tell(String name, String what) {
        log.add(what);
        mischief.accept(name);
    }

    @Override
    public Request<? extends RegistrationResponse> bootNotification() {
        mischief.accept("bootNotification");
        return new TestCodec.Boot();
    }

    @Override
    public void onBootAnswered(RegistrationStatus status, Duration interval) {
        tell("onBootAnswered", "boot " + status + " " + interval);
    }

    @Override
    public void onReady(boolean booted) {
        tell("onReady", booted ? "ready after boot" : "ready");
    }

    @Override
    public void onNotReady() {
        tell("onNotReady", "not ready");
    }

    @Override
    public void onCall(InboundCall call) {
        log.add("call " + ((TestCodec.Echo) call.request()).text());
        handler.accept(call);
    }

    @Override
    public void onHeartbeat(Instant currentTime, Duration roundTrip) {
        tell("onHeartbeat", "heartbeat " + roundTrip);
    }

    @Override
    public void onUnanswered() {
        tell("onUnanswered", "unanswered");
    }

    @Override
    public void onCallFailed(Request<?> request, Outcome<?> outcome) {
        tell("onCallFailed", "failed " + request.action() + " " + describe(outcome));
    }

    @Override
    public Optional<Request<?>> next() {
        mischief.accept("next");
        return Optional.ofNullable(waiting.peek());
    }

    @Override
    public void onOutcome(Request<?> request, Outcome<?> outcome) {
        if (!(outcome instanceof Outcome.NotSent<?> || outcome instanceof Outcome.Uncertain<?>)) {
            waiting.remove();
        }
        tell("onOutcome", "source " + ((TestCodec.Echo) request).text() + " " + describe(outcome));
    }
}
