package io.holdfast.transport;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Opens WebSocket connections; registered as an OSGi service with the property {@link #NAME}.
 *
 * <p>Thread-safe. Never retries, never follows a redirect, never blocks the caller: all that is reported goes to the
 * listener of the attempt. When it is deactivated it waits a bounded time for its connections to be given back, then
 * aborts what is left.
 */
@ConsumerType
public interface Transport {
    /** Service property: the short name by which an operator chooses a transport, for example {@code vertx}. */
    String NAME = "transport.name";

    /**
     * Begins one attempt and returns at once.
     *
     * <p>Exactly one of {@link ConnectionListener#onOpen} and {@link ConnectionListener#onFailed} follows, also after
     * {@link Attempt#cancel} and also where the endpoint is unusable; it may come before this method has returned.
     *
     * @throws IllegalStateException if this transport has been deactivated
     */
    Attempt open(Endpoint endpoint, ConnectionListener listener);
}
