package io.holdfast.transport;

import org.osgi.annotation.versioning.ConsumerType;

/** One attempt to open a connection. */
@ConsumerType
public interface Attempt {
    /**
     * Gives the attempt up: its listener gets {@link HandshakeFailure.Cause#CANCELLED} and the socket is aborted. Does
     * nothing once the attempt has ended either way. Any thread.
     */
    void cancel();
}
