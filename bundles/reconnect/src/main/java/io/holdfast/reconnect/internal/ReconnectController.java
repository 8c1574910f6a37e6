package io.holdfast.reconnect.internal;

import static io.holdfast.reconnect.ConnectionState.BACKOFF;
import static io.holdfast.reconnect.ConnectionState.CLOSING;
import static io.holdfast.reconnect.ConnectionState.CONNECTED;
import static io.holdfast.reconnect.ConnectionState.CONNECTING;
import static io.holdfast.reconnect.ConnectionState.DRAINING;
import static io.holdfast.reconnect.ConnectionState.HELD;
import static io.holdfast.reconnect.ConnectionState.NO_TRANSPORT;
import static io.holdfast.reconnect.ConnectionState.ONLINE;
import static io.holdfast.reconnect.ConnectionState.STOPPED;

import io.holdfast.reconnect.ConnectionState;
import io.holdfast.reconnect.ReconnectSettings;
import io.holdfast.reconnect.ReconnectSignals;
import io.holdfast.reconnect.internal.TransportOps.TimerName;
import io.holdfast.transport.CloseReason;
import io.holdfast.transport.CloseReason.EndedBy;
import io.holdfast.transport.Connection;
import io.holdfast.transport.Endpoint;
import io.holdfast.transport.HandshakeFailure;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The policy that keeps a charge point connected: inputs come in as method calls, decisions go out through
 * {@link TransportOps} and {@link ReconnectSignals}. It has no thread, no clock and no I/O; every input is defined in every
 * state, and an input of an older generation changes nothing.
 *
 * <pre>
 *            connect                 opened            registered
 *  STOPPED ──────────► CONNECTING ───────────► CONNECTED ◄───────► ONLINE
 *     ▲                 ▲      │ failed           │                  │
 *     │           RETRY │      ▼                  ├──────────────────┤ transport changed
 *     │ disconnect    BACKOFF ◄── closed ─────────┤                  ▼
 *     │            HELD, NO_TRANSPORT             │ disconnect,    DRAINING
 *     │                                           │ hold, connect(other)
 *     └───────────────── closed ─────────────── CLOSING ◄────────────┘ drained
 * </pre>
 */
final class ReconnectController {
    private final TransportOps ops;
    private final ReconnectSignals signals;
    private final WaitLadder ladder;
    private final EndpointChoice endpoints;
    private ReconnectSettings settings;

    private ConnectionState state = STOPPED;
    private long generation;
    private boolean wanted;
    /** The first attempt of all has had its spread. */
    private boolean spread;

    /** The endpoint of the present generation, which the settings may no longer have. */
    private Endpoint dialled;

    private Optional<String> transport = Optional.empty();
    private boolean transportChanged;
    /** In NO_TRANSPORT: a wait was running when the transport went away, and still is. */
    private boolean waitRunning;
    private boolean held;
    private Optional<Duration> holdTime = Optional.empty();

    private boolean online;
    private boolean everOnline;
    /** This connection is old enough to be called good. */
    private boolean stable;
    private boolean pongAwaited;
    /** In CLOSING: who ends the socket. */
    private EndedBy closingBy = EndedBy.US;
    /** In DRAINING and CLOSING: whether the next attempt needs no wait. */
    private boolean dialAfterClose;

    ReconnectController(ReconnectSettings settings, BackoffPolicy backoff, TransportOps ops, ReconnectSignals signals) {
        this.settings = settings;
        this.ladder = new WaitLadder(backoff);
        this.endpoints = new EndpointChoice(settings);
        this.ops = ops;
        this.signals = signals;
    }

    ConnectionState state() {
        return state;
    }

    long generation() {
        return generation;
    }

    /** The endpoint of the present generation; there is none before the first attempt. */
    Endpoint endpoint() {
        return dialled;
    }

    private boolean isOpen() {
        return state == CONNECTED || state == ONLINE || state == DRAINING;
    }

    private boolean hasSocket() {
        return isOpen() || state == CLOSING;
    }

    // ---- what others want

    void connect() {
        wanted = true;
        held = false;
        switch (state) {
            case STOPPED -> proceed(true);
            case BACKOFF, HELD -> {
                cancelWaits();
                proceed(true);
            }
            case NO_TRANSPORT -> cancelWaits();
            case CLOSING -> dialAfterClose = true;
            case CONNECTING, CONNECTED, ONLINE, DRAINING -> { }
        }
    }

    /** The settings name another endpoint first: leaves what is open or under way elsewhere, and dials there. */
    void connectElsewhere(ReconnectSettings elsewhere) {
        settings = elsewhere;
        endpoints.restart(elsewhere);
        boolean there = dialled != null && dialled.url().equals(endpoints.next().url());
        if (state == CONNECTING && !there) {
            giveUpAttempt("another endpoint is wanted");
            proceed(true);
        } else if (isOpen() && !there) {
            dialAfterClose = true;
            close(EndedBy.US);
        } else {
            connect();
        }
    }

    void disconnect() {
        wanted = false;
        held = false;
        switch (state) {
            case STOPPED -> { }
            case BACKOFF, HELD, NO_TRANSPORT -> {
                cancelWaits();
                proceed(false);
            }
            case CONNECTING -> {
                giveUpAttempt("no connection is wanted any more");
                proceed(false);
            }
            case CONNECTED, ONLINE, DRAINING -> close(EndedBy.US);
            case CLOSING -> { }
        }
    }

    void drop() {
        switch (state) {
            case CONNECTING -> {
                giveUpAttempt("dropped by command");
                proceed(false);
            }
            case CONNECTED, ONLINE, DRAINING, CLOSING -> abortSocket(EndedBy.FORCED, "dropped by command");
            case STOPPED, BACKOFF, HELD, NO_TRANSPORT -> { }
        }
    }

    void hold(Optional<Duration> duration) {
        if (!wanted) {
            return;
        }
        held = true;
        holdTime = duration;
        switch (state) {
            case BACKOFF, HELD, NO_TRANSPORT -> {
                cancelWaits();
                proceed(false);
            }
            case CONNECTING -> {
                giveUpAttempt("held off by command");
                proceed(false);
            }
            case CONNECTED, ONLINE, DRAINING -> close(EndedBy.US);
            case STOPPED, CLOSING -> { }
        }
    }

    void release() {
        if (held) {
            connect();
        }
    }

    /** @param name of the transport to dial with from now on; empty: there is none */
    void transport(Optional<String> name) {
        transport = name;
        transportChanged = true;
        switch (state) {
            case STOPPED -> transportChanged = false;
            case HELD -> tellTransportChanged();
            case BACKOFF -> {
                if (name.isPresent()) {
                    tellTransportChanged();
                } else {
                    waitRunning = true;
                    state = NO_TRANSPORT;
                    signals.onNoTransport(generation);
                }
            }
            case NO_TRANSPORT -> {
                if (name.isPresent() && waitRunning) {
                    waitRunning = false;
                    state = BACKOFF;
                    tellTransportChanged();
                } else if (name.isPresent()) {
                    proceed(true);
                }
            }
            case CONNECTING -> {
                giveUpAttempt("the transport was changed");
                proceed(true);
            }
            case CONNECTED, ONLINE -> {
                state = DRAINING;
                dialAfterClose = true;
                ops.setTimer(TimerName.DRAIN, settings.drainTimeout());
                signals.onDraining(generation);
            }
            case CLOSING -> dialAfterClose = true;
            case DRAINING -> { }
        }
    }

    void settings(ReconnectSettings changed) {
        // one that stays goes on, or whoever changes the rest again and again would put the next ping off for ever
        boolean pingChanges = !changed.pingInterval().equals(settings.pingInterval());
        settings = changed;
        endpoints.change(changed);
        if (isOpen() && pingChanges) {
            armPing();
        }
    }

    /** The session's word; {@code of} is the generation it speaks of. */
    void registered(long of, boolean accepted) {
        if (of != generation || accepted == online || !(state == CONNECTED || state == ONLINE || state == DRAINING && !accepted)) {
            return;
        }
        online = accepted;
        if (accepted) {
            state = ONLINE;
            everOnline = true;
            endpoints.good();
            signals.onOnline(generation);
        } else {
            state = state == ONLINE ? CONNECTED : state;
            signals.onOffline(generation);
        }
    }

    void drained(long of) {
        if (of == generation && state == DRAINING) {
            close(EndedBy.SWAP);
        }
    }

    // ---- what the transport tells

    void opened(long of, Connection connection) {
        if (of != generation || state != CONNECTING) {
            return;
        }
        state = CONNECTED;
        ladder.opened();
        stable = false;
        everOnline = false;
        ops.setTimer(TimerName.STABLE, settings.stableAfter());
        armPing();
        signals.onConnected(generation, connection, dialled.url());
    }

    void failed(long of, HandshakeFailure failure) {
        if (of != generation || state != CONNECTING) {
            return;
        }
        state = BACKOFF;
        endpoints.failed();
        signals.onFailed(generation, ladder.attempt(), failure);
        waitFor(ladder.next(settings.backoff(), failure.retryAfter().orElse(Duration.ZERO)));
    }

    void closed(long of, CloseReason reason) {
        if (of == generation && hasSocket()) {
            endSocket(state == CLOSING && reason.endedBy() != EndedBy.LOST ? reason.by(closingBy) : reason);
        }
    }

    /** Anything has arrived from the peer. */
    void traffic(long of) {
        if (of == generation && pongAwaited) {
            pongAwaited = false;
            ops.cancelTimer(TimerName.PONG);
        }
    }

    void timer(TimerName timer) {
        switch (timer) {
            case RETRY -> {
                if (state == BACKOFF) {
                    proceed(true);
                } else if (state == NO_TRANSPORT) {
                    waitRunning = false;
                }
            }
            case HOLD -> {
                if (state == HELD) {
                    release();
                }
            }
            case PING -> {
                if (isOpen()) {
                    armPing();
                    ops.ping(generation);
                    if (!pongAwaited) {
                        pongAwaited = true;
                        ops.setTimer(TimerName.PONG, settings.pongTimeout());
                    }
                }
            }
            case PONG -> {
                if (pongAwaited) {
                    abortSocket(EndedBy.PING_TIMEOUT, "no sign of life within " + settings.pongTimeout().toMillis() + " ms after a ping");
                }
            }
            case DRAIN -> {
                if (state == DRAINING) {
                    close(EndedBy.SWAP);
                }
            }
            case CLOSE -> {
                if (state == CLOSING) {
                    abortSocket(closingBy, "the peer did not answer our close frame");
                }
            }
            case STABLE -> {
                stable = true;
                ladder.grewOld();
                endpoints.good();
            }
        }
    }

    /** Ends everything at once, for good. */
    void dispose() {
        wanted = false;
        held = false;
        switch (state) {
            case CONNECTED, ONLINE, DRAINING, CLOSING -> abortSocket(EndedBy.US, "disposed");
            case STOPPED, BACKOFF, HELD, NO_TRANSPORT, CONNECTING -> disconnect();
        }
    }

    // ---- steps

    private void close(EndedBy endedBy) {
        state = CLOSING;
        closingBy = endedBy;
        cancelSocketTimers();
        ops.setTimer(TimerName.CLOSE, settings.closeTimeout());
        ops.close(generation, TransportOps.closeCode(endedBy), "");
    }

    private void abortSocket(EndedBy endedBy, String text) {
        ops.abort(generation);
        endSocket(new CloseReason(endedBy, CloseReason.ABNORMAL, text));
    }

    private void endSocket(CloseReason reason) {
        boolean onPurpose = state == CLOSING;
        boolean wasOnline = online;
        boolean atOnce = dialAfterClose;
        state = wanted ? BACKOFF : STOPPED;
        online = false;
        dialAfterClose = false;
        cancelSocketTimers();
        if (!onPurpose && !stable) {
            ladder.diedYoung();
            if (!everOnline) {
                endpoints.failed();
            }
        }
        signals.onClosed(generation, reason);
        if (wasOnline) {
            signals.onOffline(generation);
        }
        proceed(atOnce);
    }

    private void giveUpAttempt(String why) {
        ops.abort(generation);
        state = BACKOFF;
        signals.onFailed(generation, ladder.attempt(), HandshakeFailure.of(HandshakeFailure.Cause.CANCELLED, why));
    }

    /** Nothing is open and nothing under way: stop, wait or dial. */
    private void proceed(boolean atOnce) {
        if (!wanted) {
            state = STOPPED;
            transportChanged = false;
            ladder.stopped();
            signals.onStopped(generation);
        } else if (held) {
            state = HELD;
            tellTransportChanged();
            holdTime.ifPresent(time -> ops.setTimer(TimerName.HOLD, time));
            signals.onHeld(generation, holdTime);
        } else if (transport.isEmpty()) {
            state = NO_TRANSPORT;
            transportChanged = false;
            signals.onNoTransport(generation);
        } else {
            state = BACKOFF;
            tellTransportChanged();
            Duration wait = atOnce ? spreadOnce() : ladder.next(settings.backoff(), Duration.ZERO);
            if (wait.isZero()) {
                dial();
            } else {
                waitFor(wait);
            }
        }
    }

    /** A whole street comes back after a power cut at the same second. */
    private Duration spreadOnce() {
        Duration wait = spread ? Duration.ZERO : ladder.within(settings.initialSpread());
        spread = true;
        return wait;
    }

    private void waitFor(Duration wait) {
        ops.setTimer(TimerName.RETRY, wait);
        signals.onBackoff(generation, ladder.attempt() + 1, wait);
    }

    private void dial() {
        state = CONNECTING;
        generation++;
        ladder.attemptBegins();
        dialled = endpoints.next();
        signals.onConnecting(generation, ladder.attempt(), dialled.url());
        ops.open(generation, dialled);
    }

    private void tellTransportChanged() {
        if (transportChanged && transport.isPresent()) {
            signals.onTransportChanged(generation, transport.get());
        }
        transportChanged = false;
    }

    private void armPing() {
        if (settings.pingInterval().isZero()) {
            ops.cancelTimer(TimerName.PING);
        } else {
            ops.setTimer(TimerName.PING, settings.pingInterval());
        }
    }

    private void cancelWaits() {
        waitRunning = false;
        ops.cancelTimer(TimerName.RETRY);
        ops.cancelTimer(TimerName.HOLD);
    }

    private void cancelSocketTimers() {
        pongAwaited = false;
        for (TimerName timer : List.of(TimerName.PING, TimerName.PONG, TimerName.DRAIN, TimerName.CLOSE, TimerName.STABLE)) {
            ops.cancelTimer(timer);
        }
    }
}
