package io.holdfast.transport.vertx.internal;

import io.holdfast.transport.CloseReason;
import io.holdfast.transport.CloseReason.EndedBy;
import io.holdfast.transport.Connection;
import io.holdfast.transport.ConnectionListener;
import io.holdfast.transport.Endpoint;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocketFrame;
import io.vertx.core.internal.http.WebSocketInternal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An open WebSocket. Listeners are called on the event loop; the state has a lock of its own, because senders are anybody's
 * threads and no frame may follow our close frame.
 *
 * <pre>
 * OPEN ── close() ──> CLOSING ── the peer's close frame, socket gone ──> ENDED
 *   │                    │                                                ^ ^
 *   ├─ violation, abort()┴──> DROPPING ── socket gone ────────────────────┘ │
 *   └─ the peer's close frame, socket gone ─────────────────────────────────┘
 * </pre>
 */
final class VertxConnection implements Connection {
    private enum State { OPEN, CLOSING, DROPPING, ENDED }

    private static final Logger LOG = LoggerFactory.getLogger(VertxConnection.class);
    /** How long the peer may take to end TCP after the closing handshake, or to read why we end the connection. */
    private static final Duration LINGER = Duration.ofSeconds(1);

    private final Vertx vertx;
    private final Endpoint endpoint;
    private final ConnectionListener listener;
    private final WebSocketInternal socket;
    private final String subprotocol;

    private State state = State.OPEN;
    private CloseReason ours;
    private String trouble = "the socket ended without a close frame";
    private Buffer fragments;

    VertxConnection(Vertx vertx, Endpoint endpoint, ConnectionListener listener, WebSocketInternal socket, String subprotocol) {
        this.vertx = vertx;
        this.endpoint = endpoint;
        this.listener = listener;
        this.socket = socket;
        this.subprotocol = subprotocol;
    }

    @Override
    public String subprotocol() {
        return subprotocol;
    }

    @Override
    public synchronized CompletionStage<Void> send(String text) {
        if (state != State.OPEN) {
            return CompletableFuture.failedStage(new IllegalStateException("the connection of " + endpoint.identity() + " has ended"));
        }
        return socket.writeFinalTextFrame(text).toCompletionStage();
    }

    @Override
    public synchronized void ping(ByteBuffer data) {
        if (data.remaining() > LONGEST_PING) {
            throw new IllegalArgumentException("a ping with " + data.remaining() + " bytes of data, allowed are " + LONGEST_PING);
        }
        if (state == State.OPEN) {
            byte[] bytes = new byte[data.remaining()];
            data.duplicate().get(bytes);
            socket.writePing(Buffer.buffer(bytes));
        }
    }

    @Override
    public synchronized void close(int code, String reason) {
        if (state == State.OPEN) {
            state = State.CLOSING;
            ours = new CloseReason(EndedBy.US, code, reason);
            socket.close((short) code, ours.frameText());
        }
    }

    @Override
    public synchronized void abort() {
        if (state != State.ENDED) {
            state = State.DROPPING;
            ours = new CloseReason(EndedBy.US, CloseReason.ABNORMAL, "aborted");
        }
        dropSocket(socket);
    }

    /** Ends TCP without a close frame: the way through the pipeline would send one, so it is entered at its far end. */
    static void dropSocket(WebSocketInternal socket) {
        ChannelHandlerContext farEnd = socket.channelHandlerContext().pipeline().firstContext();
        // a socket that has ended has an empty pipeline
        if (farEnd != null) {
            farEnd.close();
        }
    }

    void onOpen() {
        tell("onOpen", to -> to.onOpen(this));
    }

    void onFrame(WebSocketFrame frame) {
        switch (frame.type()) {
            case TEXT, CONTINUATION -> onText(frame);
            case BINARY -> violation(CloseReason.UNSUPPORTED, "a binary message, OCPP-J has only text");
            // Vert.x has answered it
            case PING -> deliver("onPing", to -> to.onPing(bytes(frame)));
            case PONG -> deliver("onPong", to -> to.onPong(bytes(frame)));
            case CLOSE -> onCloseFrame(frame.binaryData().length() < 2 ? CloseReason.NO_CODE : frame.closeStatusCode() & 0xFFFF,
                frame.closeReason());
        }
    }

    private void onText(WebSocketFrame frame) {
        Buffer part = frame.binaryData();
        int before = fragments == null ? 0 : fragments.length();
        if (before + part.length() > endpoint.maxMessageBytes()) {
            violation(CloseReason.TOO_BIG, "a message longer than " + endpoint.maxMessageBytes() + " bytes");
        } else if (!frame.isFinal()) {
            fragments = (fragments == null ? Buffer.buffer() : fragments).appendBuffer(part);
        } else {
            byte[] message = (fragments == null ? part : fragments.appendBuffer(part)).getBytes();
            fragments = null;
            if (isUtf8(message)) {
                deliver("onMessage", to -> to.onMessage(message));
            } else {
                violation(CloseReason.NOT_UTF8, "a text message that is no UTF-8");
            }
        }
    }

    private static boolean isUtf8(byte[] bytes) {
        for (byte b : bytes) {
            if (b < 0) {
                return ByteBufUtil.isText(Unpooled.wrappedBuffer(bytes), StandardCharsets.UTF_8);
            }
        }
        return true;
    }

    private static ByteBuffer bytes(WebSocketFrame frame) {
        return ByteBuffer.wrap(frame.binaryData().getBytes());
    }

    /** Vert.x has answered the peer's close frame; ending TCP is the server's part (RFC 6455 §7.1.1), for a while. */
    void onCloseFrame(int code, String reason) {
        vertx.setTimer(LINGER.toMillis(), id -> dropSocket(socket));
        end(new CloseReason(EndedBy.PEER, code, reason));
    }

    void onException(Throwable thrown) {
        if (thrown instanceof CorruptedWebSocketFrameException corrupted) {
            violation(corrupted.closeStatus().code(), corrupted.getMessage());
        } else if (thrown.getMessage() != null) {
            trouble = thrown.getMessage();
        }
    }

    void onSocketGone() {
        synchronized (this) {
            if (state == State.CLOSING) {
                ours = new CloseReason(EndedBy.US, CloseReason.ABNORMAL, "the peer did not answer our close");
            }
        }
        end(CloseReason.lost(trouble));
    }

    /** The peer broke the protocol or our limits: say why, give it a moment to read that, then drop the socket. */
    private void violation(int code, String text) {
        synchronized (this) {
            if (state != State.OPEN && state != State.CLOSING) {
                return;
            }
            ours = new CloseReason(EndedBy.US, code, text);
            if (state == State.OPEN) {
                socket.close((short) code, ours.frameText());
            }
            state = State.DROPPING;
        }
        vertx.setTimer(LINGER.toMillis(), id -> dropSocket(socket));
    }

    private void end(CloseReason theirs) {
        CloseReason reason;
        synchronized (this) {
            if (state == State.ENDED) {
                return;
            }
            state = State.ENDED;
            reason = ours == null ? theirs : ours;
        }
        tell("onClosed", to -> to.onClosed(reason));
    }

    private void deliver(String what, Consumer<ConnectionListener> event) {
        synchronized (this) {
            if (state != State.OPEN && state != State.CLOSING) {
                return;
            }
        }
        tell(what, event);
    }

    private void tell(String what, Consumer<ConnectionListener> event) {
        try {
            event.accept(listener);
        } catch (RuntimeException e) {
            LOG.error("{}: a listener failed in {}", endpoint.identity(), what, e);
        }
    }
}
