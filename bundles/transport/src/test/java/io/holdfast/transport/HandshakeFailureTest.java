package io.holdfast.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.transport.HandshakeFailure.Cause;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateExpiredException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HandshakeFailureTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Endpoint ENDPOINT = new Endpoint(URI.create("ws://csms/ocpp"), "CP1", List.of("ocpp1.6"), Optional.empty(),
        Duration.ofSeconds(30), 65536, false);

    private static Optional<Duration> retryAfter(String value) {
        return HandshakeFailure.ofStatus(503, Optional.of(value), NOW, "").retryAfter();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"0; PT0S", "120; PT2M", " 7 ; PT7S", "Sun, 01 Mar 2026 12:10:00 GMT; PT10M",
        "Sun, 01 Mar 2026 11:00:00 GMT; PT0S"})
    void retryAfterIsSecondsOrADate(String value, Duration delay) {
        assertThat(retryAfter(value)).contains(delay);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1.5", "soon", "2026-03-01T12:10:00Z", "99999999999999999999"})
    void aRetryAfterThatNobodyCanReadCountsAsAbsent(String value) {
        assertThat(retryAfter(value)).isEmpty();
    }

    @Test
    void exceptionsAreToldApart() {
        assertThat(causeOf(new UnknownHostException("csms"))).isEqualTo(Cause.DNS);
        assertThat(causeOf(new ConnectException().initCause(new UnresolvedAddressException()))).isEqualTo(Cause.DNS);
        assertThat(causeOf(new ConnectException("Connection refused: csms/10.0.0.1:80"))).isEqualTo(Cause.REFUSED);
        assertThat(causeOf(new ConnectException("Network is unreachable"))).isEqualTo(Cause.UNREACHABLE);
        assertThat(causeOf(new ConnectException("Connection timed out"))).isEqualTo(Cause.TIMEOUT);
        assertThat(causeOf(new NoRouteToHostException("No route to host"))).isEqualTo(Cause.UNREACHABLE);
        assertThat(causeOf(new SSLHandshakeException("untrusted"))).isEqualTo(Cause.TLS);
        assertThat(causeOf(new IOException("failed", new CertificateExpiredException()))).isEqualTo(Cause.TLS);
        assertThat(causeOf(new IOException("Connection reset"))).isEqualTo(Cause.HANDSHAKE);
    }

    private static Cause causeOf(Throwable thrown) {
        return HandshakeFailure.of(thrown, ENDPOINT).cause();
    }

    @Test
    void theDetailNamesTheAddressAndWhatHappened() {
        assertThat(HandshakeFailure.of(new IOException("Connection reset"), ENDPOINT).detail()).isEqualTo("csms:80: Connection reset");
        assertThat(HandshakeFailure.of(new UnresolvedAddressException(), ENDPOINT).detail())
            .isEqualTo("csms:80: UnresolvedAddressException");
        assertThat(HandshakeFailure.ofSubprotocol("", ENDPOINT).detail())
            .isEqualTo("the server chose no subprotocol, offered were [ocpp1.6]");
        assertThat(HandshakeFailure.ofSubprotocol("mqtt", ENDPOINT).detail()).isEqualTo("the server chose 'mqtt', offered were [ocpp1.6]");
    }

    @Test
    void whatGoesWrongOnTheWayToTheProxyIsTheProxys() {
        Endpoint proxied = ENDPOINT.through(new HttpProxy("proxy", 3128, Optional.empty()));
        assertThat(HandshakeFailure.of(new UnknownHostException("proxy"), proxied).cause()).isEqualTo(Cause.PROXY);
        assertThat(HandshakeFailure.of(new ConnectException("Connection refused"), proxied))
            .hasToString("PROXY: by way of the proxy proxy:3128, csms:80: Connection refused");
        assertThat(HandshakeFailure.of(new NoRouteToHostException("No route to host"), proxied).cause()).isEqualTo(Cause.PROXY);
        assertThat(HandshakeFailure.of(new SSLHandshakeException("untrusted"), proxied).cause()).isEqualTo(Cause.TLS);
        assertThat(HandshakeFailure.ofProxyStatus(407, Optional.empty(), NOW, proxied, "; why"))
            .hasToString("PROXY 407: the proxy proxy:3128 answered 407; why");
        assertThat(HandshakeFailure.ofProxyStatus(503, Optional.of(" 90"), NOW, proxied, "").retryAfter()).contains(Duration.ofSeconds(90));
    }

    @Test
    void theyPrintAsOneLine() {
        assertThat(HandshakeFailure.ofStatus(403, Optional.empty(), NOW, "refused")).hasToString("HTTP_STATUS 403: refused");
        assertThat(HandshakeFailure.of(Cause.TIMEOUT, "not open within 5 ms")).hasToString("TIMEOUT: not open within 5 ms");
    }
}
