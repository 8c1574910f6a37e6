package io.holdfast.session.internal;

import io.holdfast.session.Codec;
import io.holdfast.session.CurrentTimeResponse;
import io.holdfast.session.ErrorCode;
import io.holdfast.session.MessageSource;
import io.holdfast.session.Outcome;
import io.holdfast.session.Outcome.NotSent.Cause;
import io.holdfast.session.RegistrationResponse;
import io.holdfast.session.RegistrationStatus;
import io.holdfast.session.Request;
import io.holdfast.session.Session;
import io.holdfast.session.SessionHost;
import io.holdfast.session.SessionLimits;
import io.holdfast.session.SessionStatus;
import io.holdfast.session.SessionTiming;
import io.holdfast.strand.Strand;
import io.holdfast.transport.CloseReason;
import io.holdfast.transport.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The session: registration, heartbeat and the traffic in both directions.
 *
 * <p>What may be sent when is decided in {@link #pump} alone: BootNotification first, then the live calls, then the queued
 * messages of the source.
 *
 * <p>What {@link #status} shows to other threads is volatile; it is written on the strand only.
 */
final class OcppSession implements Session, Outbound.Watcher {
    private static final Logger LOG = LoggerFactory.getLogger(Session.class);

    private final String name;
    private final Strand strand;
    private final List<Codec> codecs;
    private final SessionLimits limits;
    private final SessionHost host;
    private final MessageSource source;
    private final FrameReader reader;
    private final Outbound outbound;
    private final Heartbeat heartbeat;
    private final Registration registration = new Registration();
    private final Booting booting;
    private final ClockOffset clockOffset = new ClockOffset();
    private final Tally tally = new Tally();
    private SessionTiming timing;

    /** These three live and end with the present connection. */
    private volatile Link link;
    private Inbound inbound;
    private Receiver receiver;
    private boolean ready;
    private boolean draining;
    private Runnable drained;

    private boolean sourceBusy;
    private boolean heartbeatOpen;
    private volatile Instant lastHeartbeat;

    OcppSession(String name, Strand strand, List<Codec> codecs, SessionLimits limits, SessionTiming timing, RandomGenerator random,
            SessionHost host, MessageSource source) {
        this.name = name;
        this.strand = strand;
        this.codecs = List.copyOf(codecs);
        this.limits = limits;
        this.timing = timing;
        this.host = host;
        this.source = source;
        this.reader = new FrameReader(limits);
        this.outbound = new Outbound(name, strand, limits.queuedCalls(), () -> this.timing.messageTimeout(), this);
        this.booting = new Booting(name, strand, random, registration, host, outbound, this::pump);
        this.heartbeat = new Heartbeat(strand, timing.heartbeatInterval(), this::sendHeartbeat);
    }

    // ---- the connection

    @Override
    public void onConnected(Connection opened) {
        Codec codec = codecs.stream().filter(c -> c.subprotocol().equals(opened.subprotocol())).findFirst()
            // an endpoint may allow a server that names no subprotocol: our first choice then
            .orElse(codecs.get(0));
        Link opening = new Link(name, opened, codec, heartbeat::frameSent);
        link = opening;
        inbound = new Inbound(name, strand, limits.inboundCalls(), opening, host::onCall, tally::count, this::pump);
        receiver = new Receiver(name, reader, opening, registration, inbound, outbound, this::refused, limits.inboundCalls(), tally);
        if (registration.accepted()) {
            becomeReady(false);
        } else {
            booting.waitForTurn();
        }
        pump();
    }

    @Override
    public void onClosed(CloseReason reason) {
        if (link == null) {
            return;
        }
        link = null;
        ready = false;
        draining = false;
        drained = null;
        booting.stopWaiting();
        heartbeat.stop();
        registration.connectionEnded();
        inbound.forget();
        inbound = null;
        receiver = null;
        outbound.detach(reason);
    }

    @Override
    public void drain(Runnable callback) {
        if (link != null) {
            draining = true;
            drained = callback;
            pump();
        }
    }

    @Override
    public void close() {
        onClosed(new CloseReason(CloseReason.EndedBy.US, CloseReason.GOING_AWAY, "the session was closed"));
    }

    // ---- what arrives

    @Override
    public void onMessage(byte[] utf8) {
        if (link != null) {
            heartbeat.heard();
            receiver.received(utf8);
        }
    }

    /**
     * A CSMS that has not accepted a charge point is to answer SecurityError (OCPP 1.6 errata on §4.2): it has forgotten us,
     * and the message is not to blame.
     */
    private void refused(Frame.CallError error) {
        boolean notAboutTheMessage = ready && error.code().equals(link.codec().spelling(ErrorCode.SECURITY_ERROR))
            && registration.mayBeForgotten(strand.nanoTime());
        if (notAboutTheMessage) {
            LOG.warn("{}: the CSMS answers {} with {}, as if it had not accepted us: BootNotification is sent again", name,
                outbound.outstanding().orElse("a CALL"), error.code());
            oweBootNotification();
            outbound.notAccepted("the CSMS has forgotten that it accepted us: " + error.code());
        } else {
            outbound.refused(error.code(), error.description());
        }
    }

    // ---- what is sent

    @Override
    public <R> OpenCall call(Request<R> request, Urgency urgency, Consumer<? super Outcome<R>> callback) {
        return call(request, urgency, Optional.empty(), callback);
    }

    @Override
    public <R> OpenCall call(Request<R> request, Urgency urgency, Duration patience, Consumer<? super Outcome<R>> callback) {
        return call(request, urgency, Optional.of(patience), callback);
    }

    private <R> OpenCall call(Request<R> request, Urgency urgency, Optional<Duration> patience, Consumer<? super Outcome<R>> callback) {
        if (link == null) {
            return outbound.refuse(request, callback, Cause.OFFLINE, "offline");
        } else if (!ready && !(urgency == Urgency.TRIGGERED && registration.pending())) {
            return outbound.refuse(request, callback, Cause.NOT_ACCEPTED, "the CSMS has not accepted this charge point yet");
        }
        OpenCall open = outbound.enqueue(request, callback, patience);
        pump();
        return open;
    }

    @Override
    public void messagesWaiting() {
        // behind the running task, for the source may be in the middle of something
        strand.dispatch(this::pump);
    }

    /** Sends whatever may go now. */
    private void pump() {
        if (link != null && !draining && outbound.isFree()) {
            if (booting.isDue()) {
                booting.send(link);
            } else if (heartbeat.goesFirst()) {
                outbound.send(link.codec().heartbeat(), outcome -> {
                    heartbeat.hasAsked();
                    heartbeatSettled(outcome);
                }, link);
            } else if (outbound.hasQueued()) {
                outbound.sendNext(link);
            } else if (ready && !sourceBusy) {
                nextOfSource().ifPresent(this::sendFromSource);
            }
        }
        if (drained != null && outbound.isFree() && inbound.isIdle()) {
            Runnable callback = drained;
            drained = null;
            tell(callback);
        }
    }

    private Optional<Request<?>> nextOfSource() {
        try {
            return source.next();
        } catch (RuntimeException e) {
            LOG.error("{}: the source of queued messages failed", name, e);
            return Optional.empty();
        }
    }

    private <R> void sendFromSource(Request<R> request) {
        sourceBusy = true;
        outbound.send(request, outcome -> {
            sourceBusy = false;
            source.onOutcome(request, outcome);
        }, link);
    }

    @Override
    public void unanswered() {
        heartbeat.unanswered();
        tell(host::onUnanswered);
    }

    /** A call of ours has its outcome, and its sender knows it. */
    @Override
    public void settled(Request<?> request, Outcome<?> outcome) {
        if (!(outcome instanceof Outcome.Answered<?> answered)) {
            tell(() -> host.onCallFailed(request, outcome));
        } else if (answered.response() instanceof RegistrationResponse response) {
            registrationAnswered(response);
        }
        pump();
    }

    /** Whatever the host throws, the session goes on. */
    private void tell(Runnable news) {
        try {
            news.run();
        } catch (RuntimeException e) {
            LOG.error("{}: the session's host failed", name, e);
        }
    }

    // ---- registration

    @Override
    public void oweBootNotification() {
        registration.owe();
        booting.stopWaiting();
        if (link != null) {
            becomeNotReady();
            pump();
        }
    }

    @Override
    public void anotherCsms() {
        registration.forget();
        oweBootNotification();
    }

    private void registrationAnswered(RegistrationResponse response) {
        RegistrationStatus status = response.registrationStatus();
        Duration interval = response.retryOrHeartbeatInterval();
        booting.answered(response);
        timeTold(response.currentTime());
        LOG.info("{}: BootNotification {}, interval {} s", name, status, interval.toSeconds());
        if (status == RegistrationStatus.ACCEPTED && !interval.isZero() && !interval.isNegative()) {
            timing = timing.withHeartbeatInterval(interval);
            heartbeat.interval(interval);
        }
        tell(() -> host.onBootAnswered(status, interval));
        if (registration.accepted()) {
            becomeReady(true);
            return;
        }
        becomeNotReady();
        if (registration.rejected()) {
            // not a word until the next BootNotification (OCPP 1.6 §4.2)
            inbound.forget();
            outbound.detachQueued(Cause.NOT_ACCEPTED, "the CSMS rejects this charge point");
        }
        booting.waitForTurn();
    }

    private void becomeReady(boolean booted) {
        if (!ready) {
            ready = true;
            heartbeat.start();
            tell(() -> host.onReady(booted));
        }
    }

    private void becomeNotReady() {
        if (ready) {
            ready = false;
            heartbeat.stop();
            outbound.detachQueued(Cause.NOT_ACCEPTED, "the CSMS has to accept this charge point anew");
            tell(host::onNotReady);
        }
    }

    // ---- heartbeat and clock

    @Override
    public void timing(SessionTiming changed) {
        timing = changed;
        heartbeat.interval(changed.heartbeatInterval());
    }

    private void sendHeartbeat() {
        if (!heartbeatOpen) {
            heartbeatOpen = true;
            call(link.codec().heartbeat(), Urgency.LIVE, outcome -> {
                heartbeatOpen = false;
                heartbeatSettled(outcome);
            });
        }
    }

    private void heartbeatSettled(Outcome<? extends CurrentTimeResponse> outcome) {
        if (outcome instanceof Outcome.Answered<? extends CurrentTimeResponse> answered) {
            Instant currentTime = answered.response().currentTime();
            Duration roundTrip = outbound.sinceSent();
            timeTold(currentTime);
            lastHeartbeat = strand.now();
            tell(() -> host.onHeartbeat(currentTime, roundTrip));
        }
    }

    private void timeTold(Instant currentTime) {
        clockOffset.update(currentTime, strand.now(), outbound.sinceSent());
        heartbeat.timeTold();
    }

    // ---- status

    @Override
    public SessionStatus status() {
        Link present = link;
        return new SessionStatus(registration.status(), booting.next(), Optional.ofNullable(present).map(Link::subprotocol),
            outbound.outstanding(), outbound.queued(), clockOffset.get(), Optional.ofNullable(lastHeartbeat),
            new SessionStatus.Counters(outbound.sent(), tally.calls(), tally.mishaps()));
    }
}
