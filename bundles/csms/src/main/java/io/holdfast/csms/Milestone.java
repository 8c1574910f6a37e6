package io.holdfast.csms;

import java.time.Instant;

/**
 * A moment in the life of a charge point's connections.
 *
 * @param connection counts the charge point's connections from 1; 0 for an upgrade that came to nothing
 * @param detail what there is to say: the subprotocol, the HTTP status, the close code and who closed
 */
public record Milestone(Kind kind, Instant time, int connection, String detail) {
    public enum Kind {
        /** An upgrade was refused, or is left without an answer. */
        REFUSED,
        /** The first connection. */
        CONNECTED,
        /** A later connection. */
        RECONNECTED,
        BOOT_ACCEPTED,
        /** The first Heartbeat of a connection. */
        FIRST_HEARTBEAT,
        /** The charge point left a ping unanswered; {@link #CLOSED} follows. */
        PING_TIMEOUT,
        /** A newer connection of the same identity took this one's place; {@link #CLOSED} follows. */
        REPLACED,
        CLOSED
    }
}
