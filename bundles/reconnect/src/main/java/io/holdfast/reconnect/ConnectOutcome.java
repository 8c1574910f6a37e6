package io.holdfast.reconnect;

import io.holdfast.transport.HandshakeFailure;
import java.net.URI;

/** How {@link ReconnectGlue#connect()} ended. */
public sealed interface ConnectOutcome {
    /** A connection is open. */
    record Connected(URI endpoint) implements ConnectOutcome { }

    /** The attempt failed; further ones follow by themselves. */
    record Failed(HandshakeFailure failure) implements ConnectOutcome { }

    /** There was no attempt to wait for, or it was given up: no transport, held off, or another command came. */
    record GivenUp(String why) implements ConnectOutcome { }
}
