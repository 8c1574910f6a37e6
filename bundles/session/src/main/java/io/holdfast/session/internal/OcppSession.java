package io.holdfast.session.internal;

import io.holdfast.session.Codec;
import io.holdfast.session.CurrentTimeResponse;
import io.holdfast.session.ErrorCode;
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
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The session: registration, heartbeat and the traffic in both directions.
 *
 * <p>What may be sent when is decided in {@link #pump} alone: BootNotification first, then the live calls, then the queued
 * messages of the source.
 */
final class OcppSession implements Session, Inbound.Answers {
    private static final Logger LOG = LoggerFactory.getLogger(Session.class);
    /** Without other reasons a heartbeat a day keeps the clock (OCPP-J 1.6 §5.3). */
    private static final Duration DAILY = Duration.ofHours(24);

    private final String name;
    private final Strand strand;
    private final List<Codec> codecs;
    private final SessionHost host;
    private final MessageSource source;
    private final FrameReader reader;
    private final FrameWriter writer = new FrameWriter();
    private final Outbound outbound;
    private final Inbound inbound;
    private final Registration registration = new Registration();
    private final ClockOffset clockOffset = new ClockOffset();
    private SessionTiming timing;

    private Connection connection;
    private Codec codec;
    private boolean ready;
    private boolean sourceBusy;
    private Runnable drained;
    private Timer bootTimer;
    private Timer heartbeatTimer;
    private long lastSentNanos;
    private Instant lastHeartbeat;
    private long callsReceived;
    private long invalidFrames;
    private long strayAnswers;
    private volatile SessionStatus status;

    OcppSession(String name, Strand strand, List<Codec> codecs, SessionLimits limits, SessionTiming timing, SessionHost host,
            MessageSource source) {
        this.name = name;
        this.strand = strand;
        this.codecs = List.copyOf(codecs);
        this.timing = timing;
        this.host = host;
        this.source = source;
        this.reader = new FrameReader(limits);
        this.outbound = new Outbound(strand, limits.queuedCalls(), () -> this.timing.messageTimeout(), this::write, this::settled);
        this.inbound = new Inbound(name, strand, limits, this, host::onCall, this::pump);
        updateStatus();
    }

    // ---- the connection

    @Override
    public void onConnected(Connection opened) {
        connection = opened;
        codec = codecs.stream().filter(c -> c.subprotocol().equals(opened.subprotocol())).findFirst()
            // an endpoint may allow a server that names no subprotocol: our first choice then
            .orElse(codecs.get(0));
        if (registration.accepted()) {
            becomeReady(false);
        } else {
            bootWhenDue();
        }
        pump();
    }

    @Override
    public void onClosed(CloseReason reason) {
        connection = null;
        ready = false;
        drained = null;
        cancel(bootTimer);
        bootTimer = null;
        cancel(heartbeatTimer);
        inbound.forget();
        outbound.detach(reason);
        updateStatus();
    }

    @Override
    public void drain(Runnable callback) {
        drained = callback;
        pump();
    }

    @Override
    public void close() {
        onClosed(new CloseReason(CloseReason.EndedBy.US, CloseReason.GOING_AWAY, "the session was closed"));
    }

    // ---- what arrives

    @Override
    public void onMessage(byte[] utf8) {
        if (connection == null) {
            return;
        }
        Frame frame = reader.read(utf8, codec, outbound::waitingFor);
        if (frame instanceof Frame.Call call) {
            called(call);
        } else if (frame instanceof Frame.InvalidCall invalid) {
            LOG.warn("{}: the CSMS sent an invalid {}: {}", name, invalid.action(), invalid.description());
            if (!registration.rejected()) {
                callError(invalid.id(), invalid.code(), invalid.description());
            }
        } else if (frame instanceof Frame.CallResult result) {
            outbound.answered(result.response());
        } else if (frame instanceof Frame.InvalidCallResult invalid) {
            outbound.refused(codec.spelling(invalid.code()), "invalid answer: " + invalid.description());
        } else if (frame instanceof Frame.CallError error) {
            outbound.refused(error.code(), error.description());
        } else if (frame instanceof Frame.StrayAnswer stray) {
            strayAnswers++;
            LOG.debug("{}: an answer to {}, which waits for none, is dropped", name, stray.id());
        } else if (frame instanceof Frame.Garbage garbage) {
            invalidFrames++;
            LOG.warn("{}: a frame of {} bytes is no OCPP-J message and is dropped: {}", name, utf8.length, garbage.why());
        }
        pump();
    }

    private void called(Frame.Call call) {
        callsReceived++;
        if (registration.rejected()) {
            // OCPP 1.6 §4.2: while rejected a charge point does not answer
            LOG.debug("{}: {} is not answered while the CSMS rejects us", name, call.request().action());
        } else {
            inbound.arrived(call.id(), call.request());
        }
    }

    // ---- what is sent

    @Override
    public <R> void call(Request<R> request, Urgency urgency, Consumer<? super Outcome<R>> callback) {
        if (connection == null) {
            outbound.refuse(callback, "offline");
        } else if (!mayGo(urgency)) {
            outbound.refuse(callback, "the CSMS has not accepted this charge point yet");
        } else {
            outbound.enqueue(request, callback);
            pump();
        }
    }

    private boolean mayGo(Urgency urgency) {
        return ready || urgency == Urgency.TRIGGERED && registration.status().filter(s -> s == RegistrationStatus.PENDING).isPresent();
    }

    @Override
    public void messagesWaiting() {
        pump();
    }

    /** Sends whatever may go now. */
    private void pump() {
        if (connection != null && drained == null && outbound.isFree()) {
            if (registration.owed() && bootTimer == null) {
                sendBoot();
            } else if (outbound.hasQueued()) {
                outbound.sendNext();
            } else if (ready && !sourceBusy) {
                source.next().ifPresent(this::sendFromSource);
            }
        }
        if (drained != null && outbound.isFree() && inbound.isIdle()) {
            Runnable callback = drained;
            // stays draining until the connection ends, but tells of it once
            drained = () -> { };
            callback.run();
        }
        updateStatus();
    }

    private <R> void sendFromSource(Request<R> request) {
        sourceBusy = true;
        outbound.send(request, outcome -> {
            sourceBusy = false;
            source.onOutcome(request, outcome);
        });
    }

    private void write(String id, Request<?> request) {
        put(writer.call(id, request, codec));
    }

    @Override
    public void callResult(String id, Object response) {
        if (connection == null) {
            return;
        }
        String frame;
        try {
            frame = writer.callResult(id, response, codec);
        } catch (RuntimeException e) {
            LOG.error("{}: {} can't be written as an answer", name, response, e);
            frame = writer.callError(id, ErrorCode.INTERNAL_ERROR, "the answer could not be written", codec);
        }
        put(frame);
    }

    @Override
    public void callError(String id, ErrorCode code, String description) {
        if (connection != null) {
            put(writer.callError(id, code, description, codec));
        }
    }

    private void put(String frame) {
        lastSentNanos = strand.nanoTime();
        connection.send(frame).whenComplete((sent, failure) -> {
            if (failure != null) {
                LOG.debug("{}: a frame was not sent, the connection is ending: {}", name, failure.toString());
            }
        });
    }

    /** A call of ours has its outcome. */
    private void settled(Request<?> request, Outcome<?> outcome) {
        if (!(outcome instanceof Outcome.Answered<?>)) {
            host.onCallFailed(request, outcome);
        }
        pump();
    }

    // ---- registration

    @Override
    public void oweBootNotification() {
        registration.owe();
        cancel(bootTimer);
        bootTimer = null;
        if (connection != null) {
            becomeNotReady();
            pump();
        }
    }

    private void bootWhenDue() {
        cancel(bootTimer);
        bootTimer = null;
        Duration wait = registration.remaining(strand.nanoTime());
        if (!wait.isZero()) {
            bootTimer = strand.schedule(wait, () -> {
                bootTimer = null;
                pump();
            });
        }
    }

    private void sendBoot() {
        long sentAt = strand.nanoTime();
        outbound.send(host.bootNotification(), outcome -> bootAnswered(outcome, sentAt));
    }

    private void bootAnswered(Outcome<? extends RegistrationResponse> outcome, long sentAt) {
        if (outcome instanceof Outcome.Answered<? extends RegistrationResponse> answered) {
            RegistrationResponse response = answered.response();
            registration.answered(response, ownBootRetry(), strand.nanoTime());
            clockOffset.update(response.currentTime(), strand.now(), Duration.ofNanos(strand.nanoTime() - sentAt));
            LOG.info("{}: BootNotification {}, interval {} s", name, response.registrationStatus(),
                response.retryOrHeartbeatInterval().toSeconds());
            if (registration.accepted() && !response.retryOrHeartbeatInterval().isZero()) {
                timing = timing.withHeartbeatInterval(response.retryOrHeartbeatInterval());
            }
            updateStatus();
            host.onBootAnswered(response.registrationStatus(), response.retryOrHeartbeatInterval());
            if (registration.accepted()) {
                becomeReady(true);
            } else {
                becomeNotReady();
            }
        } else if (connection != null) {
            registration.unanswered(ownBootRetry(), strand.nanoTime());
            LOG.warn("{}: BootNotification was not answered ({}), again in {} s", name, outcome,
                registration.remaining(strand.nanoTime()).toSeconds());
        }
        if (connection != null && registration.owed()) {
            bootWhenDue();
        }
    }

    /** Spread, so that a street of charge points does not knock in step. */
    private static Duration ownBootRetry() {
        return DEFAULT_BOOT_RETRY.plusMillis(ThreadLocalRandom.current().nextLong(10_000));
    }

    private void becomeReady(boolean booted) {
        ready = true;
        scheduleHeartbeat();
        host.onReady(booted);
    }

    private void becomeNotReady() {
        if (ready) {
            ready = false;
            cancel(heartbeatTimer);
            host.onNotReady();
        }
    }

    // ---- heartbeat

    @Override
    public void timing(SessionTiming changed) {
        timing = changed;
        if (ready) {
            scheduleHeartbeat();
        }
    }

    private void scheduleHeartbeat() {
        cancel(heartbeatTimer);
        Duration wait = heartbeatInterval().minusNanos(strand.nanoTime() - lastSentNanos);
        heartbeatTimer = strand.schedule(wait.isNegative() ? Duration.ZERO : wait, this::heartbeatDue);
    }

    private Duration heartbeatInterval() {
        Duration configured = timing.heartbeatInterval();
        return configured.isZero() || configured.compareTo(DAILY) > 0 ? DAILY : configured;
    }

    private void heartbeatDue() {
        if (strand.nanoTime() - lastSentNanos >= heartbeatInterval().toNanos()) {
            long sentAt = strand.nanoTime();
            lastSentNanos = sentAt;
            call(codec.heartbeat(), Urgency.LIVE, outcome -> heartbeatAnswered(outcome, sentAt));
        }
        scheduleHeartbeat();
    }

    private void heartbeatAnswered(Outcome<? extends CurrentTimeResponse> outcome, long sentAt) {
        if (outcome instanceof Outcome.Answered<? extends CurrentTimeResponse> answered) {
            Duration roundTrip = Duration.ofNanos(strand.nanoTime() - sentAt);
            Instant currentTime = answered.response().currentTime();
            clockOffset.update(currentTime, strand.now(), roundTrip);
            lastHeartbeat = strand.now();
            host.onHeartbeat(currentTime, roundTrip);
        }
    }

    // ---- status

    @Override
    public SessionStatus status() {
        return status;
    }

    private void updateStatus() {
        status = new SessionStatus(registration.status(), Optional.ofNullable(connection).map(Connection::subprotocol),
            outbound.outstanding(), outbound.queued(), clockOffset.get(), Optional.ofNullable(lastHeartbeat),
            new SessionStatus.Counters(outbound.sent(), callsReceived, invalidFrames, strayAnswers));
    }

    private static void cancel(Timer timer) {
        if (timer != null) {
            timer.cancel();
        }
    }
}
