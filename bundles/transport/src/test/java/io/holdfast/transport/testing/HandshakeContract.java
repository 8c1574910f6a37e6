package io.holdfast.transport.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.transport.Attempt;
import io.holdfast.transport.Credentials;
import io.holdfast.transport.Endpoint;
import io.holdfast.transport.HandshakeFailure;
import io.holdfast.transport.HandshakeFailure.Cause;
import io.holdfast.transport.testing.RecordingListener.Message;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** From {@code open} to an open connection, or to the reason why there is none. */
public abstract class HandshakeContract extends TransportContract {
    protected HandshakeContract(TransportUnderTest underTest) {
        super(underTest);
    }

    private HandshakeFailure failureOf(Endpoint endpoint) {
        RecordingListener listener = listener();
        transport.open(endpoint, listener);
        return listener.awaitFailure();
    }

    @Test
    void asksForAnUpgradeAtTheEncodedIdentity() throws IOException {
        RecordingListener listener = listener();
        transport.open(new Endpoint(server.url(), "RDAM|123 é", List.of("ocpp2.0.1", OCPP16), Optional.empty(),
            LONG, MAX_MESSAGE_BYTES, false), listener);
        ServerPeer peer = server.accept();
        UpgradeRequest request = peer.request();
        assertThat(request.target()).isEqualTo("/ocpp/RDAM%7C123%20%C3%A9");
        assertThat(request.header("Host")).contains(server.url().getAuthority());
        assertThat(request.header("Upgrade").orElseThrow()).isEqualToIgnoringCase("websocket");
        assertThat(request.header("Sec-WebSocket-Version")).contains("13");
        assertThat(request.header("Sec-WebSocket-Protocol").orElseThrow().split(" *, *")).containsExactly("ocpp2.0.1", OCPP16);
        assertThat(request.headers()).doesNotContainKeys("Authorization", "Origin", "Sec-WebSocket-Extensions");
        peer.upgrade(OCPP16);
        assertThat(listener.awaitOpen().subprotocol()).isEqualTo(OCPP16);
    }

    @ParameterizedTest
    @CsvSource({"a/b, a%2Fb", "a?b#c, a%3Fb%23c", "100%25, 100%2525", "..a, ..a", "+:@&=, %2B%3A%40%26%3D", "汉, %E6%B1%89"})
    void theIdentityIsOneSegmentWhateverIsInIt(String identity, String segment) throws IOException {
        Endpoint e = endpoint();
        transport.open(new Endpoint(e.url(), identity, e.subprotocols(), e.credentials(), e.openTimeout(), MAX_MESSAGE_BYTES, false),
            listener());
        assertThat(server.accept().request().target()).isEqualTo("/ocpp/" + segment);
    }

    @Test
    void keepsTheQueryOfTheUrl() throws IOException {
        transport.open(endpoint(URI.create(server.url() + "?tenant=a%20b")), listener());
        assertThat(server.accept().request().target()).isEqualTo("/ocpp/CP1?tenant=a%20b");
    }

    @Test
    void sendsTheCredentialsUnasked() throws IOException {
        transport.open(as(new Credentials("CP1", "pass".getBytes(UTF_8)), endpoint()), listener());
        assertThat(server.accept().request().header("Authorization")).contains("Basic Q1AxOnBhc3M=");
    }

    @Test
    void sendsAPasswordThatIsNoText() throws IOException {
        byte[] password = {0, 1, (byte) 0x80, (byte) 0xFF, '\r', '\n', ':'};
        transport.open(as(new Credentials("CP1", password), endpoint()), listener());
        assertThat(server.accept().request().header("Authorization")).contains("Basic Q1AxOgABgP8NCjo=");
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 400, 401, 403, 404, 426, 429, 500, 503})
    void tellsTheStatusOfARefusal(int status) throws IOException {
        RecordingListener listener = listener();
        transport.open(as(new Credentials("CP1", "pass".getBytes(UTF_8)), endpoint()), listener);
        server.accept().refuse(status, "");
        HandshakeFailure failure = listener.awaitFailure();
        assertThat(failure.cause()).isEqualTo(Cause.HTTP_STATUS);
        assertThat(failure.httpStatus()).hasValue(status);
        assertThat(failure.retryAfter()).isEmpty();
        assertThat(server.acceptWaiting()).as("a second request").isEmpty();
    }

    @Test
    void a401ThatAsksForCredentialsIsARefusalLikeAnyOther() throws IOException {
        RecordingListener listener = listener();
        transport.open(endpoint(), listener);
        server.accept().refuse(401, "WWW-Authenticate: Basic realm=\"ocpp\"\r\n");
        assertThat(listener.awaitFailure().httpStatus()).hasValue(401);
    }

    @Test
    void tellsRetryAfterInSeconds() throws IOException {
        RecordingListener listener = listener();
        transport.open(endpoint(), listener);
        server.accept().refuse(503, "Retry-After: 120\r\n");
        assertThat(listener.awaitFailure().retryAfter()).contains(Duration.ofSeconds(120));
    }

    @Test
    void tellsRetryAfterAsDate() throws IOException {
        RecordingListener listener = listener();
        transport.open(endpoint(), listener);
        server.accept().refuse(503, "Retry-After: "
            + DateTimeFormatter.RFC_1123_DATE_TIME.format(Instant.now().plusSeconds(3600).atOffset(ZoneOffset.UTC)) + "\r\n");
        assertThat(listener.awaitFailure().retryAfter().orElseThrow()).isBetween(Duration.ofMinutes(58), Duration.ofHours(1));
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 308})
    void aRedirectIsNotFollowed(int status) throws IOException {
        RecordingListener listener = listener();
        transport.open(endpoint(), listener);
        server.accept().refuse(status, "Location: " + server.url().toString().replace("ws:", "http:") + "/elsewhere\r\n");
        HandshakeFailure failure = listener.awaitFailure();
        assertThat(failure.cause()).isEqualTo(Cause.HTTP_STATUS);
        assertThat(failure.httpStatus()).hasValue(status);
        deactivate();
        assertThat(server.acceptWaiting()).as("a request to the new place").isEmpty();
    }

    @Test
    void aServerThatChoosesNoSubprotocolIsRefusedAndDropped() throws IOException {
        RecordingListener listener = listener();
        transport.open(endpoint(), listener);
        ServerPeer peer = server.accept();
        peer.upgradeWithoutSubprotocol();
        assertThat(listener.awaitFailure().cause()).isEqualTo(Cause.NO_SUBPROTOCOL);
        peer.awaitEnd();
    }

    @Test
    void aServerThatChoosesNoSubprotocolIsAcceptedWhereThatIsAllowed() throws IOException {
        RecordingListener listener = listener();
        transport.open(withoutSubprotocol(endpoint()), listener);
        // a library that insists on an answer needs a second request, which is one attempt all the same
        ServerPeer peer = server.accept();
        peer.upgradeWithoutSubprotocol();
        while (listener.all().isEmpty()) {
            Optional<ServerPeer> again = server.acceptWaiting();
            if (again.isPresent()) {
                peer = again.get();
                peer.upgradeWithoutSubprotocol();
            }
        }
        assertThat(listener.awaitOpen().subprotocol()).isEmpty();
        peer.sendText("hello");
        assertThat(listener.awaitMessage()).isEqualTo("hello");
    }

    @Test
    void anAgreedSubprotocolIsToldWhereNoneIsAllowed() throws IOException {
        RecordingListener listener = listener();
        transport.open(withoutSubprotocol(endpoint()), listener);
        server.acceptAndUpgrade(OCPP16);
        assertThat(listener.awaitOpen().subprotocol()).isEqualTo(OCPP16);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aSubprotocolThatWasNotOfferedIsAlwaysRefused(boolean optional) throws IOException {
        RecordingListener listener = listener();
        transport.open(optional ? withoutSubprotocol(endpoint()) : endpoint(), listener);
        ServerPeer peer = server.acceptAndUpgrade("ocpp1.5");
        HandshakeFailure failure = listener.awaitFailure();
        assertThat(failure.cause()).isEqualTo(Cause.NO_SUBPROTOCOL);
        assertThat(failure.detail()).contains("ocpp1.5").contains(OCPP16);
        peer.awaitEnd();
    }

    @Test
    void aClosedPortIsRefused() throws IOException {
        try (Socket nobody = boundButDeaf()) {
            URI url = URI.create("ws://127.0.0.1:" + nobody.getLocalPort() + "/ocpp");
            assertThat(failureOf(endpoint(url)).cause()).isEqualTo(Cause.REFUSED);
        }
    }

    @Test
    void dialsAName() throws IOException {
        RecordingListener listener = listener();
        transport.open(endpoint(URI.create(server.url().toString().replace("127.0.0.1", "localhost"))), listener);
        ServerPeer peer = server.accept();
        assertThat(peer.request().header("Host").orElseThrow()).startsWith("localhost:");
        peer.upgrade(OCPP16);
        listener.awaitOpen();
    }

    @Test
    void anUnknownHostIsADnsFailure() {
        Endpoint endpoint = endpoint(URI.create("ws://" + UNKNOWN_HOST + "/ocpp"));
        assertThat(failureOf(endpoint).cause()).isEqualTo(Cause.DNS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1/ocpp", "//127.0.0.1/ocpp", "ws:/ocpp", "ws://127.0.0.1:0/ocpp", "ws://127.0.0.1:70000/ocpp",
        "ws://user@127.0.0.1/ocpp", "mailto:csms@example.org"})
    void anEndpointThatCannotBeDialledIsToldToTheListener(String url) {
        HandshakeFailure failure = failureOf(endpoint(URI.create(url)));
        assertThat(failure.cause()).isEqualTo(Cause.BAD_ENDPOINT);
        assertThat(failure.detail()).isNotEmpty();
    }

    @Test
    void aServerThatNeverAnswersIsGivenUpAndDropped() throws IOException {
        link();
        RecordingListener listener = listener();
        transport.open(openingWithin(SHORT, endpoint()), listener);
        ServerPeer peer = server.accept();
        peer.request();
        HandshakeFailure failure = listener.awaitFailure();
        assertThat(failure.cause()).isEqualTo(Cause.TIMEOUT);
        assertThat(failure.detail()).contains(SHORT.toMillis() + " ms");
        peer.awaitEnd();
    }

    @Test
    void aServerThatAnswersHalfIsGivenUpAndDropped() throws IOException {
        link();
        RecordingListener listener = listener();
        transport.open(openingWithin(SHORT, endpoint()), listener);
        ServerPeer peer = server.accept();
        byte[] answer = peer.switchingProtocols("");
        peer.write(new String(answer, US_ASCII).substring(0, answer.length / 2).getBytes(US_ASCII));
        assertThat(listener.awaitFailure().cause()).isEqualTo(Cause.TIMEOUT);
        peer.awaitEnd();
    }

    @Test
    void aServerThatAnswersByteByByteGetsNoMoreTimeForIt() throws IOException {
        link();
        RecordingListener listener = listener();
        transport.open(openingWithin(SHORT, endpoint()), listener);
        ServerPeer peer = server.accept();
        peer.request();
        try {
            peer.write("HTTP/1.1 101 Switching Protocols\r\nX-Slow: ".getBytes(US_ASCII));
            while (listener.all().isEmpty()) {
                peer.write(new byte[] {'x'});
                server.acceptWaiting();
            }
        } catch (IOException dropped) {
            // before the listener was told
        }
        assertThat(listener.awaitFailure().cause()).isEqualTo(Cause.TIMEOUT);
    }

    @Test
    void aHostThatNeverAnswersTcpIsGivenUp() throws IOException {
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1")); Waiting waiting = new Waiting(full)) {
            RecordingListener listener = listener();
            transport.open(openingWithin(SHORT, endpoint(URI.create("ws://127.0.0.1:" + full.getLocalPort()))), listener);
            assertThat(listener.awaitFailure().cause()).isEqualTo(Cause.TIMEOUT);
        }
    }

    /** As many connections as the kernel takes for a server that accepts none; it leaves the next without an answer. */
    private static final class Waiting implements AutoCloseable {
        private final List<Socket> sockets = new ArrayList<>();

        Waiting(ServerSocket server) throws IOException {
            try {
                while (true) {
                    Socket socket = new Socket();
                    sockets.add(socket);
                    socket.connect(server.getLocalSocketAddress(), 100);
                }
            } catch (SocketTimeoutException full) {
                assertThat(sockets).hasSizeGreaterThan(1);
            }
        }

        @Override
        public void close() throws IOException {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    @Test
    void aServerThatDropsTheUpgradeHasFailedTheHandshake() throws IOException {
        RecordingListener listener = listener();
        transport.open(endpoint(), listener);
        ServerPeer first = server.accept();
        first.request();
        first.drop();
        while (listener.all().isEmpty()) {
            // the JDK's client tries a second time, which is one attempt all the same
            Optional<ServerPeer> again = server.acceptWaiting();
            if (again.isPresent()) {
                again.get().drop();
            }
        }
        assertThat(listener.awaitFailure().cause()).isEqualTo(Cause.HANDSHAKE);
    }

    @Test
    void aServerThatSpeaksNoHttpHasFailedTheHandshake() throws IOException {
        RecordingListener listener = listener();
        transport.open(endpoint(), listener);
        ServerPeer peer = server.accept();
        peer.request();
        peer.write("220 smtp.example.org ESMTP\r\n\r\n".getBytes(US_ASCII));
        assertThat(listener.awaitFailure().cause()).isEqualTo(Cause.HANDSHAKE);
    }

    @Test
    void aWrongAcceptKeyHasFailedTheHandshake() throws IOException {
        RecordingListener listener = listener();
        transport.open(endpoint(), listener);
        ServerPeer peer = server.accept();
        peer.request();
        peer.write(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Protocol: " + OCPP16
            + "\r\nSec-WebSocket-Accept: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n").getBytes(US_ASCII));
        assertThat(listener.awaitFailure().cause()).isEqualTo(Cause.HANDSHAKE);
        peer.awaitEnd();
    }

    @Test
    void cancelEndsAnAttemptWhoseUpgradeIsUnderWay() throws IOException {
        link();
        RecordingListener listener = listener();
        Attempt attempt = transport.open(openingWithin(SHORT.multipliedBy(5), endpoint()), listener);
        ServerPeer peer = server.accept();
        peer.request();
        attempt.cancel();
        attempt.cancel();
        assertThat(listener.awaitFailure().cause()).isEqualTo(Cause.CANCELLED);
        peer.awaitEnd();
    }

    @Test
    void anAnswerThatComesAfterTheCancelOpensNothing() throws IOException {
        RecordingListener listener = listener();
        Attempt attempt = transport.open(endpoint(), listener);
        ServerPeer peer = server.accept();
        byte[] answer = peer.switchingProtocols("Sec-WebSocket-Protocol: " + OCPP16 + "\r\n");
        attempt.cancel();
        assertThat(listener.awaitFailure().cause()).isEqualTo(Cause.CANCELLED);
        try {
            peer.write(answer);
        } catch (IOException gone) {
            return;
        }
        peer.awaitEnd();
    }

    @Test
    void cancelAtOnceEndsTheAttemptOnce() {
        RecordingListener listener = listener();
        transport.open(endpoint(), listener).cancel();
        assertThat(listener.awaitFailure().cause()).isEqualTo(Cause.CANCELLED);
    }

    @Test
    void cancelDoesNothingToAnOpenConnection() throws IOException {
        Link link = link();
        link.attempt().cancel();
        link.peer().sendText("still here");
        assertThat(link.listener().awaitMessage()).isEqualTo("still here");
    }

    @Test
    void whatCameTogetherWithTheUpgradeIsDeliveredAfterOpen() throws IOException {
        RecordingListener listener = listener();
        transport.open(endpoint(), listener);
        ServerPeer peer = server.accept();
        peer.write(peer.switchingProtocols("Sec-WebSocket-Protocol: " + OCPP16 + "\r\n"),
            WireFrame.text("one").bytes(), WireFrame.text("two").bytes());
        listener.awaitOpen();
        assertThat(listener.awaitMessage()).isEqualTo("one");
        assertThat(listener.awaitMessage()).isEqualTo("two");
    }

    @Test
    void aCloseThatCameTogetherWithTheUpgradeFollowsOpen() throws IOException {
        RecordingListener listener = listener();
        transport.open(endpoint(), listener);
        ServerPeer peer = server.accept();
        peer.write(peer.switchingProtocols("Sec-WebSocket-Protocol: " + OCPP16 + "\r\n"), WireFrame.close(1008, "go away").bytes());
        listener.awaitOpen();
        assertThat(listener.awaitClosed().code()).isEqualTo(1008);
        peer.awaitEnd();
    }

    @Test
    void sendingWithinOnOpenWorks() throws IOException {
        RecordingListener listener = listener().reacting(event -> {
            if (event instanceof RecordingListener.Opened opened) {
                opened.connection().send("first");
            } else if (event instanceof Message message) {
                throw new IllegalStateException("a listener's exception, which the transport survives: " + message.text());
            }
        });
        Link link = link(listener);
        assertThat(link.peer().read().textPayload()).isEqualTo("first");
        link.peer().sendText("one");
        link.peer().sendText("two");
        assertThat(listener.awaitMessage()).isEqualTo("one");
        assertThat(listener.awaitMessage()).isEqualTo("two");
    }
}
