package io.holdfast.reconnect.internal;

import static io.holdfast.reconnect.ConnectionState.CLOSING;
import static io.holdfast.reconnect.ConnectionState.CONNECTED;
import static io.holdfast.reconnect.ConnectionState.DRAINING;
import static io.holdfast.reconnect.ConnectionState.ONLINE;

import io.holdfast.reconnect.ConnectionState;
import io.holdfast.reconnect.ReconnectSettings;
import io.holdfast.reconnect.internal.TransportOps.TimerName;
import io.holdfast.transport.CloseReason;
import io.holdfast.transport.CloseReason.EndedBy;
import java.time.Duration;

/**
 * One socket from its opening to its end: the states CONNECTED, ONLINE, DRAINING and CLOSING, its timers, and whether its
 * peer still lives. A new one for each, so that nothing of an old one is left. It tells nobody; the controller does.
 */
final class OpenSocket {
    /** One may be late; the session sees to it that the second is one that every CSMS answers. */
    static final int UNANSWERED_CALLS = 2;

    private final TransportOps ops;
    private final long generation;
    private ReconnectSettings settings;
    private ConnectionState state = CONNECTED;
    private boolean online;
    private boolean everOnline;
    private boolean stable;
    private boolean pongAwaited;
    /** Frames that the socket has not taken yet. */
    private int untaken;
    /** CALLs in a row that were not answered in time, with nothing from the peer since the first of them was given up. */
    private int unanswered;
    private EndedBy closedBy;
    private Pace next = Pace.AFTER_BACKOFF;

    OpenSocket(long generation, ReconnectSettings settings, TransportOps ops) {
        this.generation = generation;
        this.settings = settings;
        this.ops = ops;
        ops.setTimer(TimerName.STABLE, settings.stableAfter());
        armPing();
    }

    ConnectionState state() {
        return state;
    }

    boolean online() {
        return online;
    }

    /** A ping interval that stays is not begun anew: whoever tells of settings often would put the ping off for ever. */
    void settings(ReconnectSettings changed) {
        boolean otherInterval = !changed.pingInterval().equals(settings.pingInterval());
        settings = changed;
        if (otherInterval && state != CLOSING) {
            armPing();
        }
    }

    /** Whether the CSMS accepts us; false if that is no news, or comes too late to be told. */
    boolean registered(boolean accepted) {
        if (accepted == online || state == CLOSING || state == DRAINING && accepted) {
            return false;
        }
        online = accepted;
        everOnline |= accepted;
        if (state != DRAINING) {
            state = accepted ? ONLINE : CONNECTED;
        }
        return true;
    }

    // ---- closing it

    /** When the next attempt is to begin; the most pressing word counts. */
    void goOnAfterwards(Pace pace) {
        if (pace.compareTo(next) > 0) {
            next = pace;
        }
    }

    Pace next() {
        return next;
    }

    /** The transport is to be changed: open calls get their time; false if the socket is on its way out already. */
    boolean drain() {
        if (state == DRAINING || state == CLOSING) {
            return false;
        }
        state = DRAINING;
        ops.setTimer(TimerName.DRAIN, settings.drainTimeout());
        return true;
    }

    /** Open calls are done, or have had their time. */
    void drained() {
        if (state == DRAINING) {
            close(EndedBy.SWAP);
        }
    }

    void close(EndedBy endedBy) {
        state = CLOSING;
        closedBy = endedBy;
        cancelTimers();
        ops.setTimer(TimerName.CLOSE, settings.closeTimeout());
        ops.close(generation, TransportOps.closeCode(endedBy), "");
    }

    EndedBy closedBy() {
        return closedBy;
    }

    /** The end as the transport saw it, told of who wanted it. */
    CloseReason attributed(CloseReason seen) {
        return state == CLOSING && seen.endedBy() != EndedBy.LOST ? seen.by(closedBy) : seen;
    }

    void cancelTimers() {
        pongAwaited = false;
        ops.cancelTimer(TimerName.PING);
        ops.cancelTimer(TimerName.PONG);
        ops.cancelTimer(TimerName.SEND);
        ops.cancelTimer(TimerName.DRAIN);
        ops.cancelTimer(TimerName.CLOSE);
        ops.cancelTimer(TimerName.STABLE);
    }

    // ---- its age

    void grewOld() {
        stable = true;
    }

    /** Whether it ended before its time, and nobody here had wanted that. */
    boolean diedYoung() {
        return state != CLOSING && !stable;
    }

    boolean everOnline() {
        return everOnline;
    }

    // ---- whether its peer lives

    void pingDue() {
        if (state != CLOSING) {
            armPing();
            ops.ping(generation);
            if (!pongAwaited) {
                pongAwaited = true;
                ops.setTimer(TimerName.PONG, settings.pongTimeout());
            }
        }
    }

    /** Anything has arrived from the peer. */
    void traffic() {
        unanswered = 0;
        if (pongAwaited) {
            pongAwaited = false;
            ops.cancelTimer(TimerName.PONG);
        }
    }

    boolean pongAwaited() {
        return pongAwaited;
    }

    /**
     * A CALL of ours was not answered in time; true if the peer must be taken for dead. The first brings the ping forward: the
     * next one may be far off, and a CSMS that is only slow answers pings meanwhile.
     */
    boolean unanswered() {
        unanswered++;
        if (unanswered < UNANSWERED_CALLS && !pongAwaited && !settings.pingInterval().isZero()) {
            pingDue();
        }
        return unanswered >= UNANSWERED_CALLS && state != CLOSING;
    }

    /** A frame was handed to the socket, which has not taken it at once. */
    void sending() {
        untaken++;
        if (untaken == 1 && state != CLOSING) {
            ops.setTimer(TimerName.SEND, settings.sendTimeout());
        }
    }

    /** The socket has taken one, so that the next has its time from now on; or it has refused it. */
    void taken() {
        untaken = Math.max(0, untaken - 1);
        if (untaken == 0) {
            ops.cancelTimer(TimerName.SEND);
        } else if (state != CLOSING) {
            ops.setTimer(TimerName.SEND, settings.sendTimeout());
        }
    }

    /** Whether a frame that the socket has not taken in time ends it. */
    boolean stuck() {
        return untaken > 0 && state != CLOSING;
    }

    private void armPing() {
        Duration interval = settings.pingInterval();
        if (interval.isZero()) {
            ops.cancelTimer(TimerName.PING);
        } else {
            ops.setTimer(TimerName.PING, interval);
        }
    }
}
