package io.holdfast.reconnect.internal;

import static io.holdfast.reconnect.ConnectionState.CLOSING;
import static io.holdfast.reconnect.ConnectionState.CONNECTING;

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
 *     │      HELD, NO_TRANSPORT, LINK_DOWN        │ disconnect,    DRAINING
 *     │                                           │ hold, connect(other)
 *     └───────────────── closed ─────────────── CLOSING ◄────────────┘ drained
 * </pre>
 *
 * <p>Its two halves have the states: {@link Dialler} those without a socket, {@link OpenSocket} those with one. What outlives
 * both is in {@link Wishes}, {@link WaitLadder} and {@link EndpointChoice}.
 */
final class ReconnectController {
    private final TransportOps ops;
    private final ReconnectSignals signals;
    private final Wishes wishes = new Wishes();
    private final WaitLadder ladder;
    private final EndpointChoice endpoints;
    private final Dialler dialler;
    private ReconnectSettings settings;
    /** Null while there is none. */
    private OpenSocket socket;

    /** @param generation of the last attempt of an earlier life; 0 if there was none */
    ReconnectController(ReconnectSettings settings, BackoffPolicy backoff, long generation, TransportOps ops, ReconnectSignals signals) {
        this.settings = settings;
        this.ladder = new WaitLadder(backoff);
        this.endpoints = new EndpointChoice(settings);
        this.dialler = new Dialler(settings, wishes, ladder, endpoints, generation, ops, signals);
        this.ops = ops;
        this.signals = signals;
    }

    ConnectionState state() {
        return socket == null ? dialler.state() : socket.state();
    }

    long generation() {
        return dialler.generation();
    }

    /** The endpoint of the present generation; null before the first attempt. */
    Endpoint endpoint() {
        return endpoints.dialled();
    }

    // ---- what others want

    void connect() {
        wishes.connect();
        goOnAtOnce();
    }

    private void goOnAtOnce() {
        if (socket == null) {
            dialler.connect();
        } else if (socket.state() == CLOSING) {
            socket.goOnAfterwards(Pace.AT_ONCE);
        }
    }

    /** The settings name another endpoint first: leaves what is open or under way elsewhere, and dials there. */
    void connectElsewhere(ReconnectSettings elsewhere) {
        take(elsewhere);
        endpoints.restart(elsewhere);
        boolean leave = !endpoints.isWhereWeAre();
        if (leave && state() == CONNECTING) {
            wishes.connect();
            dialler.insteadDial(Pace.AT_ONCE, "another endpoint is wanted");
        } else if (leave && isOpen()) {
            wishes.connect();
            socket.goOnAfterwards(Pace.AT_ONCE);
            socket.close(EndedBy.US);
        } else {
            connect();
        }
    }

    void disconnect() {
        wishes.disconnect();
        restOrClose("no connection is wanted any more");
    }

    void hold(Optional<Duration> duration) {
        if (wishes.wanted()) {
            wishes.hold(duration);
            restOrClose("held off by command");
        }
    }

    private void restOrClose(String why) {
        if (socket == null) {
            dialler.rest(why);
        } else if (isOpen()) {
            socket.close(EndedBy.US);
        }
    }

    void release() {
        if (wishes.held()) {
            wishes.release();
            goOnAtOnce();
        }
    }

    void drop() {
        if (socket == null) {
            dialler.insteadDial(Pace.AFTER_BACKOFF, "dropped by command");
        } else {
            abortSocket(EndedBy.FORCED, "dropped by command");
        }
    }

    /** A hint, which may be wrong: it never ends a connection or an attempt. */
    void link(boolean up) {
        wishes.link(up);
        if (socket == null) {
            dialler.link(up);
        }
    }

    /** @param name of the transport to dial with from now on; empty: there is none */
    void transport(Optional<String> name) {
        wishes.transport(name);
        if (socket == null) {
            dialler.transport(name.isPresent());
        } else {
            socket.goOnAfterwards(Pace.AFTER_SWAP);
            if (socket.drain()) {
                signals.onDraining(generation());
            }
        }
    }

    void settings(ReconnectSettings changed) {
        take(changed);
        endpoints.change(changed);
    }

    private void take(ReconnectSettings changed) {
        settings = changed;
        dialler.settings(changed);
        if (socket != null) {
            socket.settings(changed);
        }
    }

    /** The session's word; {@code of} is the generation it speaks of. */
    void registered(long of, boolean accepted) {
        if (hasSocket(of) && socket.registered(accepted)) {
            if (accepted) {
                endpoints.good();
                signals.onOnline(of);
            } else {
                signals.onOffline(of);
            }
        }
    }

    /** The session's word that a CALL was not answered in time. */
    void unanswered(long of) {
        if (hasSocket(of) && socket.unanswered()) {
            abortSocket(EndedBy.LOST, OpenSocket.UNANSWERED_CALLS + " CALLs in a row were not answered, and nothing else came");
        }
    }

    void drained(long of) {
        if (hasSocket(of)) {
            socket.drained();
        }
    }

    /** Ends everything at once, for good. */
    void dispose() {
        if (socket == null) {
            disconnect();
        } else {
            wishes.disconnect();
            abortSocket(EndedBy.US, "disposed");
        }
    }

    // ---- what the transport tells

    private boolean isUnderWay(long of) {
        return of == generation() && state() == CONNECTING;
    }

    private boolean hasSocket(long of) {
        return of == generation() && socket != null;
    }

    private boolean isOpen() {
        return socket != null && socket.state() != CLOSING;
    }

    void opened(long of, Connection connection) {
        if (isUnderWay(of)) {
            socket = new OpenSocket(of, settings, ops);
            ladder.opened();
            signals.onConnected(of, connection, endpoint().url());
        }
    }

    void failed(long of, HandshakeFailure failure) {
        if (isUnderWay(of)) {
            dialler.failed(failure);
        }
    }

    void closed(long of, CloseReason reason) {
        if (hasSocket(of)) {
            endSocket(socket.attributed(reason));
        }
    }

    /** Anything has arrived from the peer. */
    void traffic(long of) {
        if (hasSocket(of)) {
            socket.traffic();
        }
    }

    /** A frame was handed to the socket, which has not taken it at once; {@link #taken} follows. */
    void sending(long of) {
        if (hasSocket(of)) {
            socket.sending();
        }
    }

    void taken(long of) {
        if (hasSocket(of)) {
            socket.taken();
        }
    }

    // ---- timers; one that comes too late changes nothing

    void timer(TimerName timer) {
        switch (timer) {
            case RETRY -> {
                if (socket == null) {
                    dialler.waitIsOver();
                }
            }
            case HOLD -> {
                if (state() == ConnectionState.HELD) {
                    release();
                }
            }
            case PING, PONG, SEND, DRAIN, CLOSE, STABLE -> {
                if (socket != null) {
                    socketTimer(timer);
                }
            }
        }
    }

    private void socketTimer(TimerName timer) {
        switch (timer) {
            case PING -> socket.pingDue();
            case PONG -> {
                if (socket.pongAwaited()) {
                    abortSocket(EndedBy.PING_TIMEOUT, "no sign of life within " + settings.pongTimeout().toMillis() + " ms after a ping");
                }
            }
            case SEND -> {
                if (socket.stuck()) {
                    abortSocket(EndedBy.LOST, "a message could not be written within " + settings.sendTimeout().toMillis()
                        + " ms, the peer does not read");
                }
            }
            case DRAIN -> socket.drained();
            case CLOSE -> {
                if (socket.state() == CLOSING) {
                    abortSocket(socket.closedBy(), "the peer did not answer our close frame");
                }
            }
            case STABLE -> {
                socket.grewOld();
                ladder.grewOld();
                endpoints.good();
            }
            default -> throw new IllegalArgumentException(timer + " is none of a socket");
        }
    }

    // ---- the end of a socket

    private void abortSocket(EndedBy endedBy, String text) {
        ops.abort(generation());
        endSocket(new CloseReason(endedBy, CloseReason.ABNORMAL, text));
    }

    /** First the state, then the timers, then those who are told. */
    private void endSocket(CloseReason reason) {
        OpenSocket ended = socket;
        socket = null;
        dialler.socketEnded();
        ended.cancelTimers();
        if (ended.diedYoung()) {
            ladder.diedYoung();
            if (!ended.everOnline()) {
                endpoints.failed();
            }
        }
        signals.onClosed(generation(), reason);
        if (ended.online()) {
            signals.onOffline(generation());
        }
        dialler.goOn(ended.next());
    }
}
