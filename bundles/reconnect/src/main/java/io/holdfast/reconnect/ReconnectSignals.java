package io.holdfast.reconnect;

import io.holdfast.transport.CloseReason;
import io.holdfast.transport.Connection;
import io.holdfast.transport.HandshakeFailure;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * What happens to the connection, told on the strand, in the order of this grammar:
 *
 * <pre>
 * history = ( ( wait* attempt )* wait* stopped )*
 * wait    = backoff | held | noTransport | transportChanged
 * attempt = connecting ( failed | connected ( online offline )* ( closed | online closed offline ) )
 * </pre>
 *
 * The generation is one larger for each attempt; what belongs to an older one is over.
 */
@ConsumerType
public interface ReconnectSignals {
    /** An attempt has begun. {@code attempt} counts from 1 since a connection was last open. */
    void onConnecting(long generation, int attempt, URI endpoint);

    /** The attempt failed; the next one follows the policy. */
    void onFailed(long generation, int attempt, HandshakeFailure failure);

    /** The socket is open and the subprotocol agreed. */
    void onConnected(long generation, Connection connection, URI endpoint);

    /** A message came on the present connection; between {@link #onConnected} and {@link #onClosed}. */
    void onMessage(byte[] utf8);

    /** Anything may be sent. */
    void onOnline(long generation);

    /**
     * The connection is about to be closed on purpose: begin nothing new, and call {@link ReconnectGlue#drained} when
     * nothing is open any more. It closes after a bounded time in any case.
     */
    void onDraining(long generation);

    /** The socket has ended. */
    void onClosed(long generation, CloseReason reason);

    /** Not online any more. */
    void onOffline(long generation);

    /** The next attempt begins after the wait. */
    void onBackoff(long generation, int attempt, Duration wait);

    /** Held off by command, or because the network's link is down; empty: until released, or until the link is up. */
    void onHeld(long generation, Optional<Duration> duration);

    /** There is no transport to dial with. */
    void onNoTransport(long generation);

    /** From now on this transport is dialled with. */
    void onTransportChanged(long generation, String transport);

    /** Nobody wants a connection now. */
    void onStopped(long generation);
}
