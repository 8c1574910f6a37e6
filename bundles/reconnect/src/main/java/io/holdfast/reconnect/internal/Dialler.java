package io.holdfast.reconnect.internal;

import static io.holdfast.reconnect.ConnectionState.BACKOFF;
import static io.holdfast.reconnect.ConnectionState.CONNECTING;
import static io.holdfast.reconnect.ConnectionState.HELD;
import static io.holdfast.reconnect.ConnectionState.LINK_DOWN;
import static io.holdfast.reconnect.ConnectionState.NO_TRANSPORT;
import static io.holdfast.reconnect.ConnectionState.STOPPED;

import io.holdfast.reconnect.ConnectionState;
import io.holdfast.reconnect.ReconnectSettings;
import io.holdfast.reconnect.ReconnectSignals;
import io.holdfast.reconnect.internal.TransportOps.TimerName;
import io.holdfast.transport.Endpoint;
import io.holdfast.transport.HandshakeFailure;
import java.time.Duration;
import java.util.Optional;

/**
 * The way to an open socket: the states STOPPED, HELD, LINK_DOWN, NO_TRANSPORT, BACKOFF and CONNECTING. While there is a
 * socket it is not asked.
 */
final class Dialler {
    private final TransportOps ops;
    private final ReconnectSignals signals;
    private final Wishes wishes;
    private final WaitLadder ladder;
    private final EndpointChoice endpoints;
    private ReconnectSettings settings;
    private ConnectionState state = STOPPED;
    private long generation;
    /** In NO_TRANSPORT: a wait was running when the transport went away, and still is. */
    private boolean waitRunning;
    /** The running wait is there for the CSMS's sake, so that a link that comes up does not end it. */
    private boolean waitSparesCsms;

    Dialler(ReconnectSettings settings, Wishes wishes, WaitLadder ladder, EndpointChoice endpoints, long generation, TransportOps ops,
            ReconnectSignals signals) {
        this.settings = settings;
        this.wishes = wishes;
        this.ladder = ladder;
        this.endpoints = endpoints;
        this.generation = generation;
        this.ops = ops;
        this.signals = signals;
    }

    ConnectionState state() {
        return state;
    }

    long generation() {
        return generation;
    }

    void settings(ReconnectSettings changed) {
        settings = changed;
    }

    // ---- inputs

    void connect() {
        switch (state) {
            case STOPPED, BACKOFF, HELD, LINK_DOWN -> goOn(Pace.AT_ONCE);
            case NO_TRANSPORT -> cancelWaits();
            default -> { }
        }
    }

    /** Gives up what is under way; why is told. */
    void insteadDial(Pace pace, String why) {
        if (state == CONNECTING) {
            ops.abort(generation);
            attemptEnded(HandshakeFailure.of(HandshakeFailure.Cause.CANCELLED, why));
            goOn(pace);
        }
    }

    /** No connection is wanted any more, or none for a time. */
    void rest(String why) {
        if (state == CONNECTING) {
            insteadDial(Pace.AFTER_BACKOFF, why);
        } else if (state != STOPPED) {
            goOn(Pace.AFTER_BACKOFF);
        }
    }

    void link(boolean up) {
        switch (state) {
            case BACKOFF -> {
                if (!waitSparesCsms) {
                    goOn(Pace.AT_ONCE);
                }
            }
            case NO_TRANSPORT -> {
                if (!waitSparesCsms) {
                    cancelWaits();
                }
            }
            case LINK_DOWN -> {
                if (up) {
                    goOn(Pace.AT_ONCE);
                }
            }
            default -> { }
        }
    }

    void transport(boolean present) {
        switch (state) {
            case STOPPED -> wishes.takeTransportChange();
            case HELD, LINK_DOWN -> tellTransportChange();
            case BACKOFF -> {
                if (present) {
                    tellTransportChange();
                } else {
                    waitRunning = true;
                    state = NO_TRANSPORT;
                    signals.onNoTransport(generation);
                }
            }
            case NO_TRANSPORT -> {
                if (present && waitRunning) {
                    waitRunning = false;
                    state = BACKOFF;
                    tellTransportChange();
                } else if (present) {
                    goOn(Pace.AFTER_SWAP);
                }
            }
            default -> insteadDial(Pace.AFTER_SWAP, "the transport was changed");
        }
    }

    void failed(HandshakeFailure failure) {
        endpoints.failed();
        attemptEnded(failure);
        goOn(Pace.AFTER_BACKOFF, failure.retryAfter().orElse(Duration.ZERO));
    }

    void waitIsOver() {
        if (state == BACKOFF) {
            goOn(Pace.AT_ONCE);
        } else {
            waitRunning = false;
        }
    }

    // ---- steps

    private void attemptEnded(HandshakeFailure failure) {
        state = BACKOFF;
        signals.onFailed(generation, ladder.attempt(), failure);
    }

    /** The state from now on, before anybody is told that the socket has ended; {@link #goOn} follows. */
    void socketEnded() {
        state = wishes.wanted() ? BACKOFF : STOPPED;
    }

    void goOn(Pace pace) {
        goOn(pace, Duration.ZERO);
    }

    /** @param retryAfter what the server asked for, or zero */
    private void goOn(Pace pace, Duration retryAfter) {
        cancelWaits();
        state = wishes.restingState();
        if (state == LINK_DOWN && !retryAfter.isZero()) {
            // what the server has asked for outlasts the hint; when it is over the link is asked for again
            state = BACKOFF;
        }
        switch (state) {
            case STOPPED -> {
                wishes.takeTransportChange();
                ladder.stopped();
                signals.onStopped(generation);
            }
            case HELD -> {
                tellTransportChange();
                wishes.holdTime().ifPresent(time -> ops.setTimer(TimerName.HOLD, time));
                signals.onHeld(generation, wishes.holdTime());
            }
            case LINK_DOWN -> {
                tellTransportChange();
                signals.onHeld(generation, Optional.empty());
            }
            case NO_TRANSPORT -> {
                wishes.takeTransportChange();
                signals.onNoTransport(generation);
            }
            default -> {
                tellTransportChange();
                waitOrDial(pace, retryAfter);
            }
        }
    }

    private void waitOrDial(Pace pace, Duration retryAfter) {
        Duration wait = switch (pace) {
            case AFTER_BACKOFF -> ladder.next(settings.backoff(), retryAfter);
            case AFTER_SWAP -> ladder.afterSwap(settings.swapSpread(), settings.initialSpread());
            case AT_ONCE -> ladder.beforeTheFirst(settings.initialSpread());
        };
        if (wait.isZero()) {
            dial();
        } else {
            waitSparesCsms = pace != Pace.AFTER_BACKOFF || !retryAfter.isZero();
            ops.setTimer(TimerName.RETRY, wait);
            signals.onBackoff(generation, ladder.attempt() + 1, wait);
        }
    }

    private void dial() {
        state = CONNECTING;
        generation++;
        ladder.attemptBegins();
        Endpoint endpoint = endpoints.dial();
        signals.onConnecting(generation, ladder.attempt(), endpoint.url());
        ops.open(generation, endpoint);
    }

    private void tellTransportChange() {
        wishes.takeTransportChange().ifPresent(name -> signals.onTransportChanged(generation, name));
    }

    private void cancelWaits() {
        waitRunning = false;
        waitSparesCsms = false;
        ops.cancelTimer(TimerName.RETRY);
        ops.cancelTimer(TimerName.HOLD);
    }
}
