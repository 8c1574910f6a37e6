package io.holdfast.transport;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * An open WebSocket on which a subprotocol was agreed. Thread-safe; no method blocks and none throws because the socket
 * is gone.
 */
@ConsumerType
public interface Connection {
    int LONGEST_PING = 125;

    /** The agreed subprotocol, or the empty string where the endpoint allows the server to choose none. */
    String subprotocol();

    /**
     * Sends one text message after those sent before it. The stage completes when the socket has taken it (so a sender
     * that waits for it can't fill memory), exceptionally if it won't be sent; on a transport's thread. A lone surrogate goes
     * out as a question mark.
     */
    CompletionStage<Void> send(String text);

    /**
     * Sends a ping frame.
     *
     * @throws IllegalArgumentException if the data is longer than {@value #LONGEST_PING} bytes (RFC 6455 §5.5)
     */
    void ping(ByteBuffer data);

    /**
     * Begins the closing handshake (RFC 6455 §7.1.2). {@link ConnectionListener#onClosed} follows when the peer has
     * answered or the socket is gone; a peer that never answers is the caller's to {@link #abort}. Of the reason goes out
     * what a close frame holds, 123 bytes of UTF-8.
     */
    void close(int code, String reason);

    /** Ends the socket now, without a closing handshake. {@link ConnectionListener#onClosed} follows. */
    void abort();
}
