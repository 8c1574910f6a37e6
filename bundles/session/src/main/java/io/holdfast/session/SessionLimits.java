package io.holdfast.session;

/**
 * What a session takes before it refuses.
 *
 * @param queuedCalls calls of ours that wait for their turn; a further one is {@link Outcome.NotSent}
 * @param inboundCalls calls of theirs that wait for their turn; a further one gets a CALLERROR. With as many frames unsent,
 *     because the peer does not read, further calls are dropped
 * @param frameBytes of one frame; a transport that has a limit of its own closes the connection before
 * @param depth of nested JSON
 * @param stringLength of one JSON string, in characters
 * @param listLength items of one JSON list
 */
public record SessionLimits(int queuedCalls, int inboundCalls, int frameBytes, int depth, int stringLength, int listLength) {
    public static final SessionLimits DEFAULT = new SessionLimits(100, 20, 16 << 20, 32, 64 * 1024, 10_000);
}
