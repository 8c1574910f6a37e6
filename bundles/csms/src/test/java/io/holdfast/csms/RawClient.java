package io.holdfast.csms;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A TCP connection that does only what the test says: no pong, no closing handshake. */
final class RawClient implements AutoCloseable {
    private final Socket socket;
    private final DataInputStream in;

    /** One frame of the server, which masks nothing. */
    record RawFrame(int opcode, byte[] payload) {
        String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }
    }

    RawClient(Csms csms) {
        try {
            socket = new Socket("127.0.0.1", csms.port());
            socket.setSoTimeout((int) TestClient.SECONDS * 1000);
            in = new DataInputStream(socket.getInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Upgraded for this identity; the key and its answer are the example of RFC 6455 §1.3. */
    static RawClient upgraded(Csms csms, String identity) {
        RawClient client = new RawClient(csms);
        client.upgrade(identity, "ocpp1.6");
        String head = client.readHead();
        if (!head.startsWith("HTTP/1.1 101")) {
            throw new AssertionError("no upgrade: " + head);
        }
        return client;
    }

    void upgrade(String identity, String subprotocol) {
        write(("GET /ocpp/" + identity + " HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: " + subprotocol
            + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    void write(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void frame(boolean last, int opcode, byte[] payload) {
        write(masked(last, opcode, payload));
    }

    private static byte[] masked(boolean last, int opcode, byte[] payload) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write((last ? 0x80 : 0) | opcode);
        if (payload.length < 126) {
            out.write(0x80 | payload.length);
        } else {
            out.write(0x80 | 126);
            out.write(payload.length >> 8);
            out.write(payload.length);
        }
        byte[] mask = {1, 2, 3, 4};
        out.writeBytes(mask);
        for (int i = 0; i < payload.length; i++) {
            out.write(payload[i] ^ mask[i & 3]);
        }
        return out.toByteArray();
    }

    /** Writes a frame for each text, all at once: the server reads short ones together, without a pause between them. */
    void text(String... texts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (String text : texts) {
            out.writeBytes(masked(true, 1, text.getBytes(StandardCharsets.UTF_8)));
        }
        write(out.toByteArray());
    }

    String readHead() {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = readByte();
            if (next < 0) {
                throw new AssertionError("the server closed after: " + head);
            }
            head.append((char) next);
        }
        return head.toString();
    }

    RawFrame readFrame() {
        try {
            int opcode = in.readUnsignedByte() & 0x0F;
            int length = in.readUnsignedByte();
            if (length == 126) {
                length = in.readUnsignedShort();
            } else if (length == 127) {
                length = (int) in.readLong();
            }
            return new RawFrame(opcode, in.readNBytes(length));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next byte, -1 at the end of the connection. */
    int readByte() {
        try {
            return in.read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int available() {
        try {
            return in.available();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
