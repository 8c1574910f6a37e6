package io.holdfast.transport.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.transport.HandshakeFailure;
import io.holdfast.transport.HandshakeFailure.Cause;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** {@code wss} with what the JVM trusts by default. */
public abstract class TlsContract extends TransportContract {
    protected TlsContract(TransportUnderTest underTest) {
        super(underTest);
    }

    /** The failure of a client that meets this server; the server's part of the TLS handshake runs beside it. */
    private HandshakeFailure failureAgainst(Path keys) throws Exception {
        try (WebSocketTestServer tls = WebSocketTestServer.tls(TestKeys.server(keys))) {
            RecordingListener listener = listener();
            transport.open(endpoint(tls.url()), listener);
            ServerPeer peer = tls.accept();
            // fails, because the client turns away
            aside(peer::request);
            return listener.awaitFailure();
        }
    }

    private ServerPeer opened(WebSocketTestServer tls, RecordingListener listener) throws IOException {
        transport.open(endpoint(tls.url()), listener);
        return tls.acceptAndUpgrade(OCPP16);
    }

    @Test
    void opensToAServerThatTheJvmTrusts() throws Exception {
        try (WebSocketTestServer tls = WebSocketTestServer.tls(TestKeys.server(TestKeys.TRUSTED))) {
            RecordingListener listener = listener();
            ServerPeer peer = opened(tls, listener);
            listener.awaitOpen().send("hello");
            assertThat(peer.read().textPayload()).isEqualTo("hello");
            peer.sendText("x".repeat(MAX_MESSAGE_BYTES));
            assertThat(listener.awaitMessage()).hasSize(MAX_MESSAGE_BYTES);
        }
    }

    @Test
    void checksTheNameThatWasDialledNotTheAddress() throws Exception {
        try (WebSocketTestServer tls = WebSocketTestServer.tls(TestKeys.server(TestKeys.LOCALHOST))) {
            RecordingListener listener = listener();
            transport.open(endpoint(URI.create(tls.url().toString().replace("127.0.0.1", "localhost"))), listener);
            tls.acceptAndUpgrade(OCPP16);
            listener.awaitOpen();
        }
    }

    @Test
    void abortDropsATlsSocket() throws Exception {
        try (WebSocketTestServer tls = WebSocketTestServer.tls(TestKeys.server(TestKeys.TRUSTED))) {
            RecordingListener listener = listener();
            ServerPeer peer = opened(tls, listener);
            listener.awaitOpen().abort();
            assertThat(peer.readOrEnd()).isEmpty();
            listener.awaitClosed();
        }
    }

    @Test
    void aCertificateThatNobodyVouchesForIsATlsFailure() throws Exception {
        HandshakeFailure failure = failureAgainst(TestKeys.UNTRUSTED);
        assertThat(failure.cause()).isEqualTo(Cause.TLS);
        assertThat(failure.detail()).isNotEmpty();
    }

    @Test
    void aTrustedCertificateForAnotherNameIsATlsFailure() throws Exception {
        HandshakeFailure failure = failureAgainst(TestKeys.OTHER_NAME);
        assertThat(failure.cause()).isEqualTo(Cause.TLS);
        assertThat(failure.detail()).contains("127.0.0.1");
    }

    @Test
    void aServerThatSpeaksNoTlsIsATlsFailure() throws IOException {
        RecordingListener listener = listener();
        transport.open(endpoint(URI.create(server.url().toString().replace("ws:", "wss:"))), listener);
        server.accept().write("HTTP/1.1 400 plain HTTP on a TLS port\r\n\r\n".getBytes());
        assertThat(listener.awaitFailure().cause()).isEqualTo(Cause.TLS);
    }

    @Test
    void aServerThatNeverAnswersTheTlsHandshakeIsGivenUpAndDropped() throws Exception {
        try (WebSocketTestServer tls = WebSocketTestServer.tls(TestKeys.server(TestKeys.TRUSTED))) {
            RecordingListener before = listener();
            opened(tls, before);
            before.awaitOpen().abort();
            before.awaitClosed();
        }
        RecordingListener listener = listener();
        transport.open(openingWithin(SHORT, endpoint(URI.create(server.url().toString().replace("ws:", "wss:")))),
            listener);
        ServerPeer peer = server.accept();
        assertThat(listener.awaitFailure().cause()).isEqualTo(Cause.TIMEOUT);
        peer.awaitEnd();
    }
}
