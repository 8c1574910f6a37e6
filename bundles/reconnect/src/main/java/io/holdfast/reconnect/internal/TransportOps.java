package io.holdfast.reconnect.internal;

import io.holdfast.transport.CloseReason;
import io.holdfast.transport.Endpoint;
import java.time.Duration;

/** What {@link ReconnectController} has done for it. Nothing here calls back into the controller before it returns. */
interface TransportOps {
    enum TimerName {
        /** The wait before the next attempt is over. */
        RETRY,
        /** The time of being held off is over. */
        HOLD,
        /** A ping is due. */
        PING,
        /** The peer has been silent since a ping. */
        PONG,
        /** The socket has had its time to take a frame. */
        SEND,
        /** Open calls have had their time. */
        DRAIN,
        /** The peer has had its time to answer our close frame. */
        CLOSE,
        /** The connection is old enough to be called good. */
        STABLE
    }

    /** Begins an attempt with the present transport. */
    void open(long generation, Endpoint endpoint);

    /** Gives an attempt up, or ends a socket without a closing handshake; what it still tells is of no interest. */
    void abort(long generation);

    void close(long generation, int code, String text);

    void ping(long generation);

    /** Sets or sets again. */
    void setTimer(TimerName timer, Duration delay);

    void cancelTimer(TimerName timer);

    /** The closing codes that the policy uses, by who wants the end. */
    static int closeCode(CloseReason.EndedBy endedBy) {
        return endedBy == CloseReason.EndedBy.SWAP ? CloseReason.GOING_AWAY : CloseReason.NORMAL;
    }
}
