package io.holdfast.transport.jdk.internal;

import io.holdfast.transport.CloseReason;
import io.holdfast.transport.CloseReason.EndedBy;
import java.io.ByteArrayOutputStream;
import java.net.ProtocolException;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What the JDK calls, one call at a time: puts the parts of a message together and passes everything on in the attempt's
 * turns. The JDK's buffers are its own again when a method returns, so they are copied.
 */
final class Frames implements WebSocket.Listener {
    /** How many frames may wait for the listener before the JDK reads no further. */
    private static final int UNDELIVERED_FRAMES = 8;

    private final Turns turns;
    private final int maxMessageBytes;
    private final Function<WebSocket, JdkConnection> opened;
    private JdkConnection connection;
    private ByteArrayOutputStream parts = new ByteArrayOutputStream(0);

    /** @param opened makes the connection; null where the socket is of no use any more */
    Frames(Turns turns, int maxMessageBytes, Function<WebSocket, JdkConnection> opened) {
        this.turns = turns;
        this.maxMessageBytes = maxMessageBytes;
        this.opened = opened;
    }

    @Override
    public void onOpen(WebSocket socket) {
        turns.take(() -> connection = opened.apply(socket));
        // at once, so that the JDK is through with this thread when the first frame comes; see Engine#client
        socket.request(UNDELIVERED_FRAMES);
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
        byte[] part = data.toString().getBytes(StandardCharsets.UTF_8);
        if (parts.size() + part.length > maxMessageBytes) {
            parts.reset();
            pass(to -> to.violation(CloseReason.TOO_BIG, "a message longer than " + maxMessageBytes + " bytes"));
        } else if (last && parts.size() == 0) {
            pass(to -> to.onMessage(part));
        } else {
            parts.writeBytes(part);
            if (last) {
                byte[] message = parts.toByteArray();
                parts = new ByteArrayOutputStream(0);
                pass(to -> to.onMessage(message));
            } else {
                socket.request(1);
            }
        }
        return null;
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
        pass(to -> to.violation(CloseReason.UNSUPPORTED, "a binary message, OCPP-J has only text"));
        return null;
    }

    @Override
    public CompletionStage<?> onPing(WebSocket socket, ByteBuffer data) {
        ByteBuffer copy = copy(data);
        pass(to -> to.onPing(copy));
        return null;
    }

    @Override
    public CompletionStage<?> onPong(WebSocket socket, ByteBuffer data) {
        ByteBuffer copy = copy(data);
        pass(to -> to.onPong(copy));
        return null;
    }

    private static ByteBuffer copy(ByteBuffer data) {
        return ByteBuffer.allocate(data.remaining()).put(data).flip();
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
        if (code == CloseReason.ABNORMAL) {
            pass(JdkConnection::onSocketGone);
        } else {
            pass(to -> to.onCloseFrame(code, reason));
        }
        // the connection answers itself, and so learns when that has gone out; the JDK would answer when this completes
        return new CompletableFuture<>();
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
        CloseReason reason = reason(error);
        pass(to -> to.onGone(reason));
    }

    private void pass(Consumer<JdkConnection> event) {
        turns.take(() -> {
            if (connection != null) {
                event.accept(connection);
            }
        });
    }

    /** The JDK checks the protocol itself, and has closed the socket for a violation when it tells of it. */
    private static CloseReason reason(Throwable error) {
        if (!(error instanceof ProtocolException)) {
            return CloseReason.lost(words(error));
        }
        Throwable violation = error.getCause() == null ? error : error.getCause();
        boolean text = violation.getCause() instanceof CharacterCodingException;
        return new CloseReason(EndedBy.US, text ? CloseReason.NOT_UTF8 : CloseReason.PROTOCOL_ERROR, words(violation));
    }

    private static String words(Throwable t) {
        return t.getMessage() == null ? t.getClass().getSimpleName() : t.getMessage();
    }
}
