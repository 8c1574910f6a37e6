package io.holdfast.transport.testing;

import io.holdfast.transport.Attempt;
import io.holdfast.transport.Connection;
import io.holdfast.transport.Credentials;
import io.holdfast.transport.Endpoint;
import io.holdfast.transport.Transport;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * What every transport has to pass: the classes that extend this one, each run with the transport under test.
 *
 * <p>After every test all listeners that were used have been told of exactly one end, in the order that
 * {@link io.holdfast.transport.ConnectionListener} promises.
 */
public abstract class TransportContract {
    static final String OCPP16 = "ocpp1.6";
    static final int MAX_MESSAGE_BYTES = 10_000;
    /** An attempt that shall open has as much time as a machine can need that does much else. */
    static final Duration LONG = Duration.ofSeconds(30);
    /** For an attempt that shall be given up; long enough to dial once classes have been loaded, see {@link #link}. */
    static final Duration SHORT = Duration.ofSeconds(1);
    /** No name server is asked for a label of more than 63 characters (RFC 1035 §2.3.4), so none can be slow or invent an address. */
    static final String UNKNOWN_HOST = "x".repeat(64) + ".invalid";

    private final TransportUnderTest underTest;
    private final List<RecordingListener> listeners = new ArrayList<>();
    WebSocketTestServer server;
    Transport transport;

    TransportContract(TransportUnderTest underTest) {
        this.underTest = underTest;
    }

    @BeforeEach
    void activate() throws IOException {
        server = WebSocketTestServer.plain();
        transport = underTest.activate();
    }

    @AfterEach
    void everyListenerWasToldOfOneEnd() throws IOException {
        listeners.forEach(RecordingListener::abortWhatIsOpen);
        server.close();
        deactivate();
        listeners.forEach(RecordingListener::assertOneEnd);
    }

    final void deactivate() {
        underTest.deactivate(transport);
    }

    final RecordingListener listener() {
        RecordingListener listener = new RecordingListener();
        listeners.add(listener);
        return listener;
    }

    final Endpoint endpoint() {
        return endpoint(server.url());
    }

    final Endpoint endpoint(URI url) {
        return new Endpoint(url, "CP1", List.of(OCPP16), Optional.empty(), LONG, MAX_MESSAGE_BYTES, false);
    }

    interface Step {
        void run() throws Exception;
    }

    /** Runs a blocking step on a thread of its own: the common pool may have just one, which the JDK's client needs. */
    static CompletableFuture<Void> aside(Step step) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                step.run();
                done.complete(null);
            } catch (Exception e) {
                done.completeExceptionally(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return done;
    }

    static Endpoint openingWithin(Duration openTimeout, Endpoint e) {
        return new Endpoint(e.url(), e.identity(), e.subprotocols(), e.credentials(), openTimeout, e.maxMessageBytes(),
            e.subprotocolOptional(), e.proxy());
    }

    static Endpoint withoutSubprotocol(Endpoint e) {
        return new Endpoint(e.url(), e.identity(), e.subprotocols(), e.credentials(), e.openTimeout(), e.maxMessageBytes(), true,
            e.proxy());
    }

    static Endpoint as(Credentials credentials, Endpoint e) {
        return new Endpoint(e.url(), e.identity(), e.subprotocols(), Optional.of(credentials), e.openTimeout(), e.maxMessageBytes(),
            e.subprotocolOptional(), e.proxy());
    }

    /** An open connection with both its ends. */
    record Link(ServerPeer peer, Connection connection, RecordingListener listener, Attempt attempt) { }

    /** A port of 127.0.0.1 on which nobody listens, and nobody can while the socket is open. */
    static Socket boundButDeaf() throws IOException {
        Socket socket = new Socket();
        socket.bind(new InetSocketAddress("127.0.0.1", 0));
        return socket;
    }

    final Link link() throws IOException {
        return link(listener());
    }

    final Link link(RecordingListener listener) throws IOException {
        Attempt attempt = transport.open(endpoint(), listener);
        ServerPeer peer = server.acceptAndUpgrade(OCPP16);
        return new Link(peer, listener.awaitOpen(), listener, attempt);
    }
}
