package io.holdfast.transport.testing;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One frame as it is on the wire (RFC 6455 §5.2), right or wrong.
 *
 * @param first the first byte: FIN, reserved bits, opcode
 */
public record WireFrame(int first, byte[] payload) {
    public static final int FIN = 0x80;
    public static final int CONTINUATION = 0x0;
    public static final int TEXT = 0x1;
    public static final int BINARY = 0x2;
    public static final int CLOSE = 0x8;
    public static final int PING = 0x9;
    public static final int PONG = 0xA;

    public static WireFrame text(String text) {
        return new WireFrame(FIN | TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    public static WireFrame ping(String data) {
        return new WireFrame(FIN | PING, data.getBytes(StandardCharsets.UTF_8));
    }

    public static WireFrame pong(String data) {
        return new WireFrame(FIN | PONG, data.getBytes(StandardCharsets.UTF_8));
    }

    public static WireFrame close(int code, String reason) {
        byte[] text = reason.getBytes(StandardCharsets.UTF_8);
        return new WireFrame(FIN | CLOSE, ByteBuffer.allocate(2 + text.length).putShort((short) code).put(text).array());
    }

    public boolean isFinal() {
        return (first & FIN) != 0;
    }

    public int opcode() {
        return first & 0xF;
    }

    public String textPayload() {
        return new String(payload, StandardCharsets.UTF_8);
    }

    public int closeCode() {
        return ByteBuffer.wrap(payload).getShort() & 0xFFFF;
    }

    public String closeReason() {
        return new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8);
    }

    /** The bytes as a server sends them, unmasked. */
    public byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(first);
            if (payload.length < 126) {
                out.writeByte(payload.length);
            } else if (payload.length < 65536) {
                out.writeByte(126);
                out.writeShort(payload.length);
            } else {
                out.writeByte(127);
                out.writeLong(payload.length);
            }
            out.write(payload);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Reads a client's frame, which has to be masked (RFC 6455 §5.1). */
    static WireFrame readMasked(DataInputStream in) throws IOException {
        int first = in.readUnsignedByte();
        int second = in.readUnsignedByte();
        if ((second & 0x80) == 0) {
            throw new AssertionError("a client's frame without a mask");
        }
        long length = switch (second & 0x7F) {
            case 126 -> in.readUnsignedShort();
            case 127 -> in.readLong();
            default -> second & 0x7F;
        };
        byte[] mask = in.readNBytes(4);
        byte[] payload = new byte[Math.toIntExact(length)];
        in.readFully(payload);
        for (int i = 0; i < payload.length; i++) {
            payload[i] ^= mask[i % 4];
        }
        return new WireFrame(first, payload);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WireFrame that && first == that.first && Arrays.equals(payload, that.payload);
    }

    @Override
    public int hashCode() {
        return 31 * first + Arrays.hashCode(payload);
    }

    @Override
    public String toString() {
        return String.format("WireFrame[%02x, %d bytes]", first, payload.length);
    }
}
