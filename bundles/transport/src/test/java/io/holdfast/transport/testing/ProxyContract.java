package io.holdfast.transport.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.transport.Attempt;
import io.holdfast.transport.Credentials;
import io.holdfast.transport.Endpoint;
import io.holdfast.transport.HandshakeFailure;
import io.holdfast.transport.HandshakeFailure.Cause;
import io.holdfast.transport.HttpProxy;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** By way of an HTTP proxy. The test plays the proxy and then, on the same socket, the server at the tunnel's end. */
public abstract class ProxyContract extends TransportContract {
    /** Nobody but the proxy can resolve it. */
    private static final URI CSMS = URI.create("ws://csms.invalid:9000/ocpp");

    protected ProxyContract(TransportUnderTest underTest) {
        super(underTest);
    }

    private Endpoint proxied(URI url) {
        return proxied(url, Optional.empty());
    }

    private Endpoint proxied(URI url, Optional<Credentials> credentials) {
        return endpoint(url).through(new HttpProxy("127.0.0.1", server.url().getPort(), credentials));
    }

    private static Credentials credentials(String user, String password) {
        return new Credentials(user, password.getBytes(UTF_8));
    }

    @Test
    void goesThroughATunnelThatTheProxyOpens() throws IOException {
        RecordingListener listener = listener();
        transport.open(proxied(CSMS), listener);
        ServerPeer peer = server.accept();
        UpgradeRequest connect = peer.tunnel();
        assertThat(connect.method()).isEqualTo("CONNECT");
        assertThat(connect.target()).isEqualTo("csms.invalid:9000");
        assertThat(connect.headers()).doesNotContainKeys("Proxy-Authorization", "Authorization");
        UpgradeRequest upgrade = peer.request();
        assertThat(upgrade.method()).isEqualTo("GET");
        assertThat(upgrade.target()).isEqualTo("/ocpp/CP1");
        assertThat(upgrade.header("Host")).contains("csms.invalid:9000");
        peer.upgrade(OCPP16);
        listener.awaitOpen().send("hello");
        assertThat(peer.read().textPayload()).isEqualTo("hello");
        peer.sendText("x".repeat(MAX_MESSAGE_BYTES));
        assertThat(listener.awaitMessage()).hasSize(MAX_MESSAGE_BYTES);
    }

    private ServerPeer tlsThroughATunnel(RecordingListener listener, Path keys) throws Exception {
        transport.open(proxied(URI.create("wss://csms.example.org/ocpp")), listener);
        ServerPeer peer = server.accept();
        assertThat(peer.tunnel().target()).isEqualTo("csms.example.org:443");
        peer.startTls(TestKeys.server(keys));
        return peer;
    }

    @Test
    void speaksTlsWithTheServerAtTheTunnelsEnd() throws Exception {
        RecordingListener listener = listener();
        ServerPeer peer = tlsThroughATunnel(listener, TestKeys.OTHER_NAME);
        peer.upgrade(OCPP16);
        listener.awaitOpen().send("hello");
        assertThat(peer.read().textPayload()).isEqualTo("hello");
    }

    @Test
    void aServerAtTheTunnelsEndWithAnotherNameIsATlsFailure() throws Exception {
        RecordingListener listener = listener();
        ServerPeer peer = tlsThroughATunnel(listener, TestKeys.TRUSTED);
        // fails, because the client turns away
        aside(peer::request);
        assertThat(listener.awaitFailure().cause()).isEqualTo(Cause.TLS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ws", "wss"})
    void eachGetsTheCredentialsThatAreItsOwn(String scheme) throws Exception {
        RecordingListener listener = listener();
        transport.open(as(credentials("CP1", "pass"), proxied(URI.create(scheme + "://csms.example.org/ocpp"),
            Optional.of(credentials("gateway", "sésame")))), listener);
        ServerPeer peer = server.accept();
        UpgradeRequest connect = peer.tunnel();
        assertThat(connect.header("Proxy-Authorization")).contains("Basic Z2F0ZXdheTpzw6lzYW1l");
        assertThat(connect.headers()).doesNotContainKey("Authorization");
        if (scheme.equals("wss")) {
            peer.startTls(TestKeys.server(TestKeys.OTHER_NAME));
        }
        UpgradeRequest upgrade = peer.request();
        assertThat(upgrade.header("Authorization")).contains("Basic Q1AxOnBhc3M=");
        assertThat(upgrade.headers()).doesNotContainKey("Proxy-Authorization");
        peer.upgrade(OCPP16);
        listener.awaitOpen();
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 407, 502, 503})
    void aTunnelThatIsRefusedIsTheProxysFailure(int status) throws IOException {
        RecordingListener listener = listener();
        transport.open(proxied(CSMS, Optional.of(credentials("gateway", "secret"))), listener);
        server.accept().refuse(status, status == 407 ? "Proxy-Authenticate: Basic realm=\"proxy\"\r\n" : "");
        HandshakeFailure failure = listener.awaitFailure();
        assertThat(failure.cause()).isEqualTo(Cause.PROXY);
        assertThat(failure.httpStatus()).hasValue(status);
        assertThat(failure.detail()).contains("127.0.0.1:" + server.url().getPort()).doesNotContain("secret");
        assertThat(server.acceptWaiting()).as("a second request").isEmpty();
    }

    /** Whether the proxy or the server behind it has answered so is not for every transport to know. */
    @ParameterizedTest
    @ValueSource(strings = {"220 mail.example.org ESMTP ready\r\n\r\n", "HTTP/1.1 OK\r\n\r\n",
        "HTTP/1.1 301 Moved\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 407 Who\r\nProxy-Authenticate: NTLM\r\nContent-Length: 0\r\n\r\n"})
    void aProxyThatAnswersAnythingElseEndsTheAttempt(String answer) throws IOException {
        RecordingListener listener = listener();
        transport.open(proxied(CSMS, Optional.of(credentials("gateway", "secret"))), listener);
        ServerPeer peer = server.accept();
        peer.request();
        peer.write(answer.getBytes(UTF_8));
        HandshakeFailure failure = listener.awaitFailure();
        assertThat(failure.cause()).as("%s", failure).isIn(Cause.PROXY, Cause.HANDSHAKE);
        assertThat(failure.detail()).contains("127.0.0.1:" + server.url().getPort()).doesNotContain("secret", "Z2F0ZXdheTpzZWNyZXQ");
        assertThat(server.acceptWaiting()).as("a second request").isEmpty();
    }

    @Test
    void aProxyThatHangsUpWithoutAnAnswerEndsTheAttempt() throws IOException {
        link();
        RecordingListener listener = listener();
        transport.open(openingWithin(SHORT, proxied(CSMS)), listener);
        ServerPeer peer = server.accept();
        peer.request();
        peer.endOutput();
        assertThat(listener.awaitFailure().cause()).isIn(Cause.PROXY, Cause.TIMEOUT);
        peer.awaitEnd();
    }

    @Test
    void aRefusalOfTheServerAtTheTunnelsEndIsTheServers() throws IOException {
        RecordingListener listener = listener();
        transport.open(proxied(CSMS), listener);
        ServerPeer peer = server.accept();
        peer.tunnel();
        peer.refuse(404, "");
        HandshakeFailure failure = listener.awaitFailure();
        assertThat(failure.cause()).isEqualTo(Cause.HTTP_STATUS);
        assertThat(failure.httpStatus()).hasValue(404);
    }

    @Test
    void aProxyThatIsNotThereIsTheProxysFailure() throws IOException {
        RecordingListener refused = listener();
        try (Socket nobody = boundButDeaf()) {
            transport.open(endpoint().through(new HttpProxy("127.0.0.1", nobody.getLocalPort(), Optional.empty())), refused);
            HandshakeFailure failure = refused.awaitFailure();
            assertThat(failure.cause()).isEqualTo(Cause.PROXY);
            assertThat(failure.detail()).contains("127.0.0.1:" + nobody.getLocalPort());
        }
        RecordingListener unknown = listener();
        transport.open(endpoint().through(new HttpProxy(UNKNOWN_HOST, 8080, Optional.empty())), unknown);
        assertThat(unknown.awaitFailure().cause()).isEqualTo(Cause.PROXY);
        assertThat(server.acceptWaiting()).as("a request past the proxy").isEmpty();
    }

    @Test
    void aProxyThatNeverAnswersIsGivenUpAndDropped() throws IOException {
        link();
        RecordingListener listener = listener();
        transport.open(openingWithin(SHORT, proxied(CSMS)), listener);
        ServerPeer peer = server.accept();
        peer.request();
        assertThat(listener.awaitFailure().cause()).isEqualTo(Cause.TIMEOUT);
        peer.awaitEnd();
    }

    @Test
    void cancelEndsAnAttemptThatWaitsForTheProxy() throws IOException {
        link();
        RecordingListener listener = listener();
        Attempt attempt = transport.open(openingWithin(SHORT.multipliedBy(5), proxied(CSMS)), listener);
        ServerPeer peer = server.accept();
        peer.request();
        attempt.cancel();
        assertThat(listener.awaitFailure().cause()).isEqualTo(Cause.CANCELLED);
        peer.awaitEnd();
    }

    @Test
    void abortDropsTheTunnel() throws IOException {
        RecordingListener listener = listener();
        transport.open(proxied(CSMS), listener);
        ServerPeer peer = server.accept();
        peer.tunnel();
        peer.upgrade(OCPP16);
        listener.awaitOpen().abort();
        assertThat(peer.readOrEnd()).isEmpty();
        listener.awaitClosed();
    }
}
