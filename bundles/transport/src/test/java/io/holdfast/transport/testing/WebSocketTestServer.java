package io.holdfast.transport.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;

/**
 * A WebSocket server on loopback that does nothing by itself: the test takes each connection and plays the server's part
 * byte by byte, so it can misbehave in any way. It has no thread; the kernel accepts connections until the test takes them.
 */
public final class WebSocketTestServer implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 30_000;

    static {
        // whoever dials needs a server first, and the JVM reads its trust store when it first dials
        TestKeys.trustedByDefault();
    }

    private final ServerSocket server;
    private final String scheme;
    private final List<ServerPeer> peers = new CopyOnWriteArrayList<>();

    private WebSocketTestServer(ServerSocket server, String scheme) {
        this.server = server;
        this.scheme = scheme;
    }

    public static WebSocketTestServer plain() throws IOException {
        ServerSocket server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        // else some systems let it grow for as long as nobody reads
        server.setReceiveBufferSize(256 * 1024);
        return new WebSocketTestServer(server, "ws");
    }

    public static WebSocketTestServer tls(SSLContext context) throws IOException {
        return new WebSocketTestServer(
            context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getByName("127.0.0.1")), "wss");
    }

    public URI url() {
        return URI.create(scheme + "://127.0.0.1:" + server.getLocalPort() + "/ocpp");
    }

    /** The next connection; fails if none comes. */
    public ServerPeer accept() throws IOException {
        return accept(PATIENCE_MILLIS).orElseThrow(() -> new AssertionError("nobody connected"));
    }

    /** A connection that has come already and was not yet taken. */
    public Optional<ServerPeer> acceptWaiting() throws IOException {
        return accept(1);
    }

    private Optional<ServerPeer> accept(int millis) throws IOException {
        server.setSoTimeout(millis);
        try {
            Socket socket = server.accept();
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.setTcpNoDelay(true);
            ServerPeer peer = new ServerPeer(socket);
            peers.add(peer);
            return Optional.of(peer);
        } catch (SocketTimeoutException nobody) {
            return Optional.empty();
        }
    }

    /** Takes the next connection and upgrades it with that subprotocol. */
    public ServerPeer acceptAndUpgrade(String subprotocol) throws IOException {
        ServerPeer peer = accept();
        peer.upgrade(subprotocol);
        return peer;
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (ServerPeer peer : peers) {
            peer.drop();
        }
    }
}
