package io.holdfast.csms.internal;

import io.holdfast.csms.Frame;
import io.holdfast.csms.Misbehaviour;
import io.holdfast.transport.CloseReason;
import io.holdfast.transport.CloseReason.EndedBy;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The server's end of one WebSocket: frames out, frames in, the closing handshake. On the event loop only. */
final class Link implements FrameReader.Sink {
    /** Is told what happens; nothing after {@link #onEnded}. */
    interface Listener {
        /** A ping, pong or close frame was read, or is about to be written. */
        void onControl(Frame.Direction direction, Frame.Type type, String data);

        void onText(String text);

        void onPing(Buffer data);

        void onPong(Buffer data);

        void onEnded(CloseReason reason);
    }

    private static final int MAX_MESSAGE = 1 << 20;
    private static final int MAX_CLOSE_REASON = 123;
    private static final long CLOSING_TIMEOUT_MS = 2000;
    private final Vertx vertx;
    private final Listener listener;
    private final FrameReader reader = new FrameReader(MAX_MESSAGE, this);
    private NetSocket socket;
    private CloseReason reason = CloseReason.lost("the TCP connection ended without a close frame");
    private boolean closing;
    private boolean ended;
    private boolean reading = true;

    Link(Vertx vertx, Listener listener) {
        this.vertx = vertx;
        this.listener = listener;
    }

    /** Takes the socket when the upgrade is written; until then the link is not open. */
    void start(NetSocket upgraded) {
        socket = upgraded;
        socket.handler(this::read);
        socket.exceptionHandler(e -> reason = closing ? reason : CloseReason.lost(String.valueOf(e.getMessage())));
        socket.closeHandler(v -> ended());
    }

    /** The upgrade couldn't be written. */
    void failed(Throwable cause) {
        reason = CloseReason.lost("the upgrade failed: " + cause.getMessage());
        ended();
    }

    void sendText(String text) {
        if (open()) {
            write(1, text.getBytes(StandardCharsets.UTF_8));
        }
    }

    void sendPing(String data) {
        if (open()) {
            listener.onControl(Frame.Direction.SENT, Frame.Type.PING, data);
            write(9, data.getBytes(StandardCharsets.UTF_8));
        }
    }

    void sendPong(Buffer data) {
        if (open()) {
            listener.onControl(Frame.Direction.SENT, Frame.Type.PONG, data.toString());
            write(10, data.getBytes());
        }
    }

    void sendRaw(byte[] bytes) {
        if (open()) {
            socket.write(Buffer.buffer(bytes));
        }
    }

    /** Begins the closing handshake; a client that doesn't answer in two seconds is dropped. */
    void close(int code, String text, EndedBy by) {
        if (open()) {
            reason = new CloseReason(by, code, text);
            sendClose(code, text);
            vertx.setTimer(CLOSING_TIMEOUT_MS, id -> socket.close());
        }
    }

    /** Ends the TCP connection after what was written, without a close frame. */
    void drop(String text, EndedBy by) {
        if (open()) {
            closing = true;
            reason = new CloseReason(by, CloseReason.ABNORMAL, text);
        }
        if (socket != null) {
            socket.close();
        }
    }

    void end(Misbehaviour.Ending how) {
        if (how.closeCode().isPresent()) {
            close(how.closeCode().getAsInt(), "as told", EndedBy.US);
        } else {
            drop("dropped as told", EndedBy.US);
        }
    }

    /** Stops reading, or reads again. */
    void reading(boolean wanted) {
        if (reading != wanted) {
            reading = wanted;
            if (wanted) {
                socket.resume();
            } else {
                socket.pause();
            }
        }
    }

    boolean reading() {
        return reading;
    }

    /** Whether what is sent now is written. */
    boolean open() {
        return socket != null && !closing;
    }

    @Override
    public void onText(String text) {
        if (!closing) {
            listener.onText(text);
        }
    }

    @Override
    public void onPing(Buffer data) {
        if (!closing) {
            listener.onControl(Frame.Direction.RECEIVED, Frame.Type.PING, data.toString());
            listener.onPing(data);
        }
    }

    @Override
    public void onPong(Buffer data) {
        if (!closing) {
            listener.onControl(Frame.Direction.RECEIVED, Frame.Type.PONG, data.toString());
            listener.onPong(data);
        }
    }

    @Override
    public void onClose(int code, String text) {
        listener.onControl(Frame.Direction.RECEIVED, Frame.Type.CLOSE, code + " " + text);
        if (!closing) {
            reason = new CloseReason(EndedBy.PEER, code, text);
            sendClose(code == FrameReader.NO_CODE ? CloseReason.NORMAL : code, "");
        }
        socket.close();
    }

    private void ended() {
        if (!ended) {
            ended = true;
            closing = true;
            listener.onEnded(reason);
        }
    }

    private void read(Buffer data) {
        try {
            reader.read(data);
        } catch (FrameReader.BrokenRule e) {
            socket.handler(ignored -> { });
            close(e.code, e.getMessage(), EndedBy.US);
        }
    }

    private void sendClose(int code, String text) {
        closing = true;
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        byte[] shortened = Arrays.copyOf(utf8, Math.min(utf8.length, MAX_CLOSE_REASON));
        listener.onControl(Frame.Direction.SENT, Frame.Type.CLOSE, code + " " + text);
        write(8, Buffer.buffer().appendUnsignedShort(code).appendBytes(shortened).getBytes());
    }

    /** Writes one unmasked, unfragmented frame (RFC 6455 §5.2). */
    private void write(int opcode, byte[] payload) {
        Buffer frame = Buffer.buffer(payload.length + 10).appendUnsignedByte((short) (0x80 | opcode));
        if (payload.length < 126) {
            frame.appendUnsignedByte((short) payload.length);
        } else if (payload.length < 1 << 16) {
            frame.appendUnsignedByte((short) 126).appendUnsignedShort(payload.length);
        } else {
            frame.appendUnsignedByte((short) 127).appendLong(payload.length);
        }
        socket.write(frame.appendBytes(payload));
    }
}
