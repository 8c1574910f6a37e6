package io.holdfast.transport;

import java.nio.ByteBuffer;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Is told what happens to one attempt and its connection: {@code onFailed | onOpen (onMessage | onPing | onPong)* onClosed},
 * one call at a time, in this order, nothing after the end. A fresh listener for each attempt; its methods return quickly.
 */
@ConsumerType
public interface ConnectionListener {
    void onOpen(Connection connection);

    void onFailed(HandshakeFailure failure);

    /** A whole text message, fragments put together. The array is the listener's from now on. */
    void onMessage(byte[] utf8);

    /** The peer sent a ping; the transport has answered it with a pong of the same data. */
    void onPing(ByteBuffer data);

    void onPong(ByteBuffer data);

    void onClosed(CloseReason reason);
}
