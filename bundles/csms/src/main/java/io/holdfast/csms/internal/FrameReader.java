package io.holdfast.csms.internal;

import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Reads what a client writes after the upgrade (RFC 6455 §5). The framing is done here and not by a library because
 * libraries keep the rules by themselves: they answer pings and finish closing handshakes whether told to or not.
 */
final class FrameReader {
    /** Is told of whole messages and of control frames, in order. */
    interface Sink {
        void onText(String text);

        void onPing(Buffer data);

        void onPong(Buffer data);

        /** A close frame; code 1005 where it has none (RFC 6455 §7.1.5). */
        void onClose(int code, String reason);
    }

    /** The client broke a rule; the code is for the close frame that tells it. */
    static final class BrokenRule extends Exception {
        private static final long serialVersionUID = 1L;
        final int code;

        BrokenRule(int code, String rule) {
            super(rule);
            this.code = code;
        }
    }

    /** Reported where the close frame has no code; never sent. */
    static final int NO_CODE = 1005;
    private static final int MAX_CONTROL = 125;
    private final int maxMessage;
    private final Sink sink;
    private Buffer unread = Buffer.buffer();
    private Buffer fragments;

    FrameReader(int maxMessage, Sink sink) {
        this.maxMessage = maxMessage;
        this.sink = sink;
    }

    void read(Buffer data) throws BrokenRule {
        unread.appendBuffer(data);
        int at = 0;
        for (int length = frame(at); length > 0; length = frame(at)) {
            at += length;
        }
        unread = unread.getBuffer(at, unread.length());
    }

    /** Reads the frame at this position; the length of what was read, or 0 while the frame isn't there as a whole. */
    private int frame(int at) throws BrokenRule {
        int available = unread.length() - at;
        if (available < 2) {
            return 0;
        }
        int first = unread.getUnsignedByte(at);
        int second = unread.getUnsignedByte(at + 1);
        require((first & 0x70) == 0, "a reserved bit is set, no extension was agreed");
        require((second & 0x80) != 0, "a frame of a client must be masked");
        int extended = switch (second & 0x7F) {
            case 126 -> 2;
            case 127 -> 8;
            default -> 0;
        };
        int header = 2 + extended + 4;
        if (available < header) {
            return 0;
        }
        long length = switch (extended) {
            case 2 -> unread.getUnsignedShort(at + 2);
            case 8 -> unread.getLong(at + 2);
            default -> second & 0x7F;
        };
        if (length < 0 || length > maxMessage) {
            throw new BrokenRule(1009, "a frame of " + length + " bytes, at most " + maxMessage + " are read");
        }
        if (available < header + length) {
            return 0;
        }
        byte[] payload = unread.getBytes(at + header, at + header + (int) length);
        for (int i = 0; i < payload.length; i++) {
            payload[i] ^= unread.getByte(at + header - 4 + (i & 3));
        }
        deliver(first & 0x0F, (first & 0x80) != 0, Buffer.buffer(payload));
        return header + (int) length;
    }

    private void deliver(int opcode, boolean last, Buffer payload) throws BrokenRule {
        if (opcode >= 8) {
            require(last && payload.length() <= MAX_CONTROL, "a control frame is whole and has at most 125 bytes");
        }
        switch (opcode) {
            case 0 -> {
                require(fragments != null, "nothing to continue");
                message(last, payload);
            }
            case 1 -> {
                require(fragments == null, "a new message began inside another");
                fragments = Buffer.buffer();
                message(last, payload);
            }
            case 2 -> throw new BrokenRule(1003, "OCPP-J is text, this message is binary");
            case 8 -> sink.onClose(payload.length() < 2 ? NO_CODE : payload.getUnsignedShort(0),
                payload.length() < 2 ? "" : utf8(payload.getBuffer(2, payload.length())));
            case 9 -> sink.onPing(payload);
            case 10 -> sink.onPong(payload);
            default -> throw new BrokenRule(1002, "unknown opcode " + opcode);
        }
    }

    private void message(boolean last, Buffer part) throws BrokenRule {
        fragments.appendBuffer(part);
        if (fragments.length() > maxMessage) {
            throw new BrokenRule(1009, "a message of more than " + maxMessage + " bytes");
        }
        if (last) {
            Buffer whole = fragments;
            fragments = null;
            sink.onText(utf8(whole));
        }
    }

    private static String utf8(Buffer bytes) throws BrokenRule {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.getBytes())).toString();
        } catch (CharacterCodingException e) {
            throw new BrokenRule(1007, "a text is not UTF-8");
        }
    }

    private static void require(boolean kept, String rule) throws BrokenRule {
        if (!kept) {
            throw new BrokenRule(1002, rule);
        }
    }
}
