package io.holdfast.reconnect;

import io.holdfast.transport.CloseReason;
import io.holdfast.transport.HandshakeFailure;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What is known of a connection at one moment.
 *
 * @param since when the state began, by our wall clock
 * @param endpoint the one that is dialled or connected, without the identity
 * @param transport the name of the transport that is dialled with; empty without one
 * @param nextAttempt when the next attempt begins, in {@link ConnectionState#BACKOFF}
 * @param metrics counts since the start
 */
public record ReconnectStatus(ConnectionState state, Instant since, long generation, URI endpoint, Optional<String> transport,
        Optional<Instant> nextAttempt, Metrics metrics) {

    /**
     * Counts since the start.
     *
     * @param attempts begun
     * @param connections that opened
     * @param lastFailure of an attempt
     * @param lastClose of a connection
     * @param lastReconnect how long the last interruption took, from closed to connected
     */
    public record Metrics(long attempts, long connections, Optional<HandshakeFailure> lastFailure, Optional<CloseReason> lastClose,
            Optional<Duration> lastReconnect) { }
}
