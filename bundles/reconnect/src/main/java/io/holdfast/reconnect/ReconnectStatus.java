package io.holdfast.reconnect;

import io.holdfast.transport.CloseReason;
import io.holdfast.transport.HandshakeFailure;
import io.holdfast.transport.HandshakeFailure.Cause;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of a connection at one moment. Moments are of our wall clock, durations of a clock that never steps.
 *
 * @param since when the state began
 * @param offlineSince since when we are not online, from the making of the connection on; empty while online
 * @param endpoint the one that is dialled or connected, without the identity
 * @param transport the name of the transport that is dialled with; empty without one
 * @param failedAttempts in a row since a connection was last open
 * @param nextAttempt when the next attempt begins, in {@link ConnectionState#BACKOFF}, and in {@link ConnectionState#HELD}
 *     unless until released
 * @param metrics since the start
 */
public record ReconnectStatus(ConnectionState state, Instant since, Optional<Instant> offlineSince, long generation, URI endpoint,
        Optional<String> transport, int failedAttempts, Optional<Instant> nextAttempt, Metrics metrics) {

    /**
     * Counts and times since the start.
     *
     * @param attempts begun
     * @param connections that opened
     * @param failures of attempts, by their cause; causes that never came are not in it
     * @param lastFailure of an attempt
     * @param advice what an installer should look at after the last failure
     * @param lastClose of a connection
     * @param lastReconnect how long the last interruption took, from closed to connected
     * @param lastTimeToOnline how long it took last until we were online, from offline or, after a stop, from when a connection was wanted
     * @param connectedTotal how long connections were open, the present one too
     * @param connectedNow how long the present one has been open
     */
    public record Metrics(long attempts, long connections, Map<Cause, Long> failures, Optional<HandshakeFailure> lastFailure,
            Optional<String> advice, Optional<CloseReason> lastClose, Optional<Duration> lastReconnect, Optional<Duration> lastTimeToOnline,
            Duration connectedTotal, Optional<Duration> connectedNow) {
        public Metrics {
            failures = Map.copyOf(failures);
        }
    }
}
