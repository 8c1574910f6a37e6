package io.holdfast.session.internal;

import io.holdfast.session.Codec;
import io.holdfast.session.CurrentTimeResponse;
import io.holdfast.session.MessageSource;
import io.holdfast.session.Outcome;
import io.holdfast.session.RegistrationResponse;
import io.holdfast.session.RegistrationStatus;
import io.holdfast.session.Request;
import io.holdfast.session.Session;
import io.holdfast.session.SessionHost;
import io.holdfast.session.SessionLimits;
import io.holdfast.session.SessionStatus;
import io.holdfast.session.SessionTiming;
import io.holdfast.strand.Strand;
import io.holdfast.strand.Timer;
import io.holdfast.transport.CloseReason;
import io.holdfast.transport.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
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
final class OcppSession implements Session {
    private static final Logger LOG = LoggerFactory.getLogger(Session.class);
    /** Added to our own wait between two BootNotifications, so that a street of charge points does not knock in step. */
    private static final long BOOT_RETRY_SPREAD_MILLIS = 10_000;

    private final String name;
    private final Strand strand;
    private final List<Codec> codecs;
    private final SessionLimits limits;
    private final RandomGenerator random;
    private final SessionHost host;
    private final MessageSource source;
    private final FrameReader reader;
    private final Outbound outbound;
    private final Heartbeat heartbeat;
    private final Registration registration = new Registration();
    private final ClockOffset clockOffset = new ClockOffset();
    private final Function<String, Optional<Request<?>>> waitingFor;
    private SessionTiming timing;

    /** These two live and end with the present connection. */
    private volatile Link link;
    private Inbound inbound;
    private boolean ready;
    private boolean draining;
    private Runnable drained;
    private Timer bootTimer;
    private boolean garbageTold;

    private boolean sourceBusy;
    private boolean heartbeatOpen;
    /** When the boot timer fires; null without one. */
    private volatile Instant nextBoot;
    private volatile Instant lastHeartbeat;
    private volatile long callsReceived;
    private volatile long invalidFrames;
    private volatile long strayAnswers;

    OcppSession(String name, Strand strand, List<Codec> codecs, SessionLimits limits, SessionTiming timing, RandomGenerator random,
            SessionHost host, MessageSource source) {
        this.name = name;
        this.strand = strand;
        this.codecs = List.copyOf(codecs);
        this.limits = limits;
        this.timing = timing;
        this.random = random;
        this.host = host;
        this.source = source;
        this.reader = new FrameReader(limits);
        this.outbound = new Outbound(name, strand, limits.queuedCalls(), () -> this.timing.messageTimeout(), this::settled);
        this.waitingFor = outbound::waitingFor;
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
        inbound = new Inbound(name, strand, limits.inboundCalls(), opening, host::onCall, this::pump);
        garbageTold = false;
        if (registration.accepted()) {
            becomeReady(false);
        } else {
            bootWhenDue();
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
        cancelBootTimer();
        heartbeat.stop();
        registration.connectionEnded();
        inbound.forget();
        inbound = null;
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
        if (link == null) {
            return;
        }
        Frame frame = reader.read(utf8, link.codec(), waitingFor);
        if (frame instanceof Frame.Call call) {
            callsReceived++;
            if (mayAnswer(call.request().action())) {
                inbound.arrived(call);
            }
        } else if (frame instanceof Frame.InvalidCall invalid) {
            LOG.warn("{}: the CSMS sent an invalid {}: {}", name, invalid.action().isEmpty() ? "CALL" : invalid.action(), invalid.description());
            if (mayAnswer(invalid.action())) {
                inbound.arrived(invalid);
            }
        } else if (frame instanceof Frame.CallResult result) {
            outbound.answered(result.response());
        } else if (frame instanceof Frame.InvalidCallResult invalid) {
            outbound.unreadable(invalid.description());
        } else if (frame instanceof Frame.CallError error) {
            outbound.refused(error.code(), error.description());
        } else if (frame instanceof Frame.StrayAnswer) {
            strayAnswers++;
            LOG.debug("{}: an answer to no call that waits for one is dropped", name);
        } else if (frame instanceof Frame.Garbage garbage) {
            invalidFrames++;
            garbage(garbage.why(), utf8.length);
        }
    }

    private boolean mayAnswer(String action) {
        if (registration.rejected()) {
            // OCPP 1.6 §4.2: while rejected a charge point does not answer
            LOG.debug("{}: {} is not answered while the CSMS rejects us", name, action);
            return false;
        }
        if (link.unsent() > limits.inboundCalls()) {
            LOG.debug("{}: {} is dropped, the CSMS sends but does not read", name, action);
            return false;
        }
        return true;
    }

    private void garbage(String why, int bytes) {
        if (garbageTold) {
            LOG.debug("{}: another frame of {} bytes is no OCPP-J message: {}", name, bytes, why);
        } else {
            garbageTold = true;
            LOG.warn("{}: a frame of {} bytes is no OCPP-J message and is dropped: {}; more of them on this connection are logged at DEBUG",
                name, bytes, why);
        }
    }

    // ---- what is sent

    @Override
    public <R> void call(Request<R> request, Urgency urgency, Consumer<? super Outcome<R>> callback) {
        if (link == null) {
            outbound.refuse(request, callback, "offline");
        } else if (!ready && !(urgency == Urgency.TRIGGERED && registration.pending())) {
            outbound.refuse(request, callback, "the CSMS has not accepted this charge point yet");
        } else {
            outbound.enqueue(request, callback);
            pump();
        }
    }

    @Override
    public void messagesWaiting() {
        // behind the running task, for the source may be in the middle of something
        strand.dispatch(this::pump);
    }

    /** Sends whatever may go now. */
    private void pump() {
        if (link != null && !draining && outbound.isFree()) {
            if (registration.owed() && bootTimer == null) {
                sendBoot();
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

    /** A call of ours has its outcome, and its sender knows it. */
    private void settled(Request<?> request, Outcome<?> outcome) {
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
        cancelBootTimer();
        if (link != null) {
            becomeNotReady();
            pump();
        }
    }

    private void bootWhenDue() {
        cancelBootTimer();
        Duration wait = registration.remaining(strand.nanoTime());
        if (!wait.isZero()) {
            nextBoot = strand.now().plus(wait);
            bootTimer = strand.schedule(wait, () -> {
                bootTimer = null;
                nextBoot = null;
                pump();
            });
        }
    }

    private void cancelBootTimer() {
        if (bootTimer != null) {
            bootTimer.cancel();
            bootTimer = null;
            nextBoot = null;
        }
    }

    private void sendBoot() {
        Request<? extends RegistrationResponse> boot;
        try {
            boot = Objects.requireNonNull(host.bootNotification(), "bootNotification");
        } catch (RuntimeException e) {
            LOG.error("{}: there is no BootNotification to send", name, e);
            bootUnanswered("nothing to send");
            return;
        }
        registration.sent();
        outbound.send(boot, outcome -> {
            // an answer is everybody's business, also one to a BootNotification that somebody else sent: see settled;
            // and after the connection's end it is owed again anyway
            if (!(outcome instanceof Outcome.Answered<?>) && registration.awaitsAnswer()) {
                bootUnanswered(outcome.inWords());
            }
        }, link);
    }

    private void bootUnanswered(String why) {
        registration.unanswered(ownBootRetry(), strand.nanoTime());
        bootWhenDue();
        LOG.warn("{}: BootNotification was not answered ({}), again in {} s", name, why, registration.remaining(strand.nanoTime()).toSeconds());
    }

    private void registrationAnswered(RegistrationResponse response) {
        RegistrationStatus status = response.registrationStatus();
        Duration interval = response.retryOrHeartbeatInterval();
        registration.answered(response, ownBootRetry(), strand.nanoTime());
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
            outbound.detachQueued("the CSMS rejects this charge point");
        }
        bootWhenDue();
    }

    private Duration ownBootRetry() {
        return DEFAULT_BOOT_RETRY.plusMillis(random.nextLong(BOOT_RETRY_SPREAD_MILLIS));
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
            outbound.detachQueued("the CSMS has to accept this charge point anew");
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
            call(link.codec().heartbeat(), Urgency.LIVE, this::heartbeatEnded);
        }
    }

    private void heartbeatEnded(Outcome<? extends CurrentTimeResponse> outcome) {
        heartbeatOpen = false;
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
        return new SessionStatus(registration.status(), Optional.ofNullable(nextBoot), Optional.ofNullable(present).map(Link::subprotocol),
            outbound.outstanding(), outbound.queued(), clockOffset.get(), Optional.ofNullable(lastHeartbeat),
            new SessionStatus.Counters(outbound.sent(), callsReceived, invalidFrames, strayAnswers));
    }
}
