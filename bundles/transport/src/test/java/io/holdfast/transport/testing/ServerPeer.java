package io.holdfast.transport.testing;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;

/** The server's end of one connection. Blocking, with a deadline on every read; a test's own thread plays it. */
public final class ServerPeer {
    private static final String ACCEPT_GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private Socket socket;
    private DataInputStream in;
    private UpgradeRequest request;

    ServerPeer(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(socket.getInputStream());
    }

    /** Reads the upgrade request, once. */
    public UpgradeRequest request() throws IOException {
        if (request == null) {
            ByteArrayOutputStream head = new ByteArrayOutputStream();
            while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                head.write(in.readByte());
            }
            request = UpgradeRequest.parse(head.toString(StandardCharsets.ISO_8859_1));
        }
        return request;
    }

    /** As a proxy: opens the tunnel that was asked for. From then on this is the server at its end. */
    public UpgradeRequest tunnel() throws IOException {
        UpgradeRequest connect = request();
        write(ascii("HTTP/1.1 200 Connection established\r\n\r\n"));
        request = null;
        return connect;
    }

    /** Speaks TLS from now on. */
    public void startTls(SSLContext context) throws IOException {
        SSLSocket tls = (SSLSocket) context.getSocketFactory().createSocket(socket, null, true);
        tls.setSoTimeout(socket.getSoTimeout());
        socket = tls;
        in = new DataInputStream(tls.getInputStream());
    }

    /** Answers the upgrade with 101 and that subprotocol. */
    public void upgrade(String subprotocol) throws IOException {
        write(switchingProtocols("Sec-WebSocket-Protocol: " + subprotocol + "\r\n"));
    }

    /** Answers the upgrade with 101 and no subprotocol. */
    public void upgradeWithoutSubprotocol() throws IOException {
        write(switchingProtocols(""));
    }

    /** The bytes of a correct 101 with those further header lines. */
    public byte[] switchingProtocols(String headerLines) throws IOException {
        return ascii("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
            + acceptKey(request().header("Sec-WebSocket-Key").orElseThrow()) + "\r\n" + headerLines + "\r\n");
    }

    private static String acceptKey(String key) {
        try {
            return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-1").digest(ascii(key + ACCEPT_GUID)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-1", e);
        }
    }

    /** Answers the upgrade with that status and header lines, and ends the connection as the answer says. */
    public void refuse(int status, String headerLines) throws IOException {
        request();
        write(ascii("HTTP/1.1 " + status + " Because\r\nContent-Length: 0\r\nConnection: close\r\n" + headerLines + "\r\n"));
        drop();
    }

    public void write(byte[]... bytes) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : bytes) {
            all.writeBytes(part);
        }
        socket.getOutputStream().write(all.toByteArray());
    }

    public void send(WireFrame frame) throws IOException {
        write(frame.bytes());
    }

    public void sendText(String text) throws IOException {
        send(WireFrame.text(text));
    }

    /** The next frame; fails if the client ends the connection instead. */
    public WireFrame read() throws IOException {
        return readOrEnd().orElseThrow(() -> new AssertionError("the client ended the connection"));
    }

    /** The next frame, or empty where the client ended TCP, reset included. */
    public Optional<WireFrame> readOrEnd() throws IOException {
        try {
            return Optional.of(WireFrame.readMasked(in));
        } catch (SocketTimeoutException e) {
            throw new AssertionError("the client sent nothing and did not end the connection", e);
        } catch (EOFException | SocketException | SSLException ended) {
            return Optional.empty();
        }
    }

    /** Reads on until the client has ended TCP. */
    public void awaitEnd() throws IOException {
        while (true) {
            try {
                if (in.read() < 0) {
                    return;
                }
            } catch (SocketTimeoutException e) {
                throw new AssertionError("the client did not end the connection", e);
            } catch (SocketException reset) {
                return;
            }
        }
    }

    /** Ends TCP in the direction to the client, as a server does after the closing handshake. */
    public void endOutput() throws IOException {
        socket.shutdownOutput();
    }

    /** Ends TCP without a close frame. */
    public void drop() throws IOException {
        socket.close();
    }

    /** Ends TCP with a reset. */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
