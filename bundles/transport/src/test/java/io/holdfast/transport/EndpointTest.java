package io.holdfast.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {
    private static Endpoint endpoint(String url, String identity) {
        return endpoint(url, identity, List.of("ocpp2.0.1", "ocpp1.6"), false);
    }

    private static Endpoint endpoint(String url, String identity, List<String> subprotocols, boolean subprotocolOptional) {
        return new Endpoint(URI.create(url), identity, subprotocols, Optional.empty(), Duration.ofSeconds(30), 65536, subprotocolOptional);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "ws://csms:9000/ocpp; CP001; ws://csms:9000/ocpp/CP001",
        "ws://csms:9000/ocpp/; CP001; ws://csms:9000/ocpp/CP001",
        "ws://csms; CP001; ws://csms/CP001",
        "ws://csms/; CP001; ws://csms/CP001",
        "ws://csms/ocpp; RDAM 123; ws://csms/ocpp/RDAM%20123",
        "ws://csms/ocpp; RDAM|123; ws://csms/ocpp/RDAM%7C123",
        "ws://csms/ocpp; a/b?c#d%20+:@; ws://csms/ocpp/a%2Fb%3Fc%23d%2520%2B%3A%40",
        "ws://csms/ocpp; Zähler.1-2_3~4; ws://csms/ocpp/Z%C3%A4hler.1-2_3~4",
        "wss://csms/a%20b; CP1; wss://csms/a%20b/CP1",
        "wss://csms/ocpp?tenant=x%26y; CP1; wss://csms/ocpp/CP1?tenant=x%26y",
        "ws://[::1]:8080/ocpp; CP1; ws://[::1]:8080/ocpp/CP1"})
    void theTargetIsTheUrlWithTheIdentityAsOneMoreSegment(String url, String identity, String target) {
        assertThat(endpoint(url, identity).target()).isEqualTo(URI.create(target));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ws://csms/ocpp", "wss://csms:8443", "WSS://csms", "ws://127.0.0.1:1/", "ws://[::1]:65535/x?y=z"})
    void whatCanBeDialledHasNoObjection(String url) {
        assertThat(endpoint(url, "CP1").unusable()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"http://csms/ocpp, http", "/ocpp, scheme", "ws:/ocpp, host", "mailto:a@b, mailto", "ws://csms:0, port 0",
        "ws://csms:65536, 65536",
        "ws://user@csms, user", "ws://csms/#x, fragment"})
    void whatCannotBeDialledIsNamed(String url, String named) {
        assertThat(endpoint(url, "CP1").unusable().orElseThrow()).contains(named);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ws://user:secret@csms/ocpp", "http://user:secret@csms/ocpp", "ws://user:secret@no_host/ocpp",
        "ws://user:secret@csms:0/ocpp", "ws://csms:0/ocpp?token=secret", "mailto:user:secret@csms"})
    void aPasswordInTheUrlIsNotRepeated(String url) {
        assertThat(endpoint(url, "CP1").unusable().orElseThrow()).doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {".", ".."})
    void anIdentityThatWouldBeADotSegmentIsRefused(String identity) {
        assertThatIllegalArgumentException().isThrownBy(() -> endpoint("ws://csms/ocpp", identity)).withMessageContaining("'" + identity + "'");
        assertThat(endpoint("ws://csms/ocpp", identity + "1").target()).hasPath("/ocpp/" + identity + "1");
    }

    @ParameterizedTest
    @CsvSource({"ws://csms, 80, false", "wss://csms, 443, true", "ws://csms:9000, 9000, false", "WSS://csms:1, 1, true"})
    void thePortIsTheSchemesUnlessNamed(String url, int port, boolean tls) {
        Endpoint endpoint = endpoint(url, "CP1");
        assertThat(endpoint.port()).isEqualTo(port);
        assertThat(endpoint.isTls()).isEqualTo(tls);
    }

    @Test
    void onlyAnOfferedSubprotocolIsAccepted() {
        Endpoint strict = endpoint("ws://csms", "CP1", List.of("ocpp1.6"), false);
        assertThat(strict.accepts("ocpp1.6")).isTrue();
        assertThat(strict.accepts("OCPP1.6")).isFalse();
        assertThat(strict.accepts("ocpp2.0.1")).isFalse();
        assertThat(strict.accepts("")).isFalse();
    }

    @Test
    void noSubprotocolIsAcceptedWhereItIsOptional() {
        Endpoint lenient = endpoint("ws://csms", "CP1", List.of("ocpp1.6"), true);
        assertThat(lenient.accepts("")).isTrue();
        assertThat(lenient.accepts("ocpp2.0.1")).isFalse();
    }

    @Test
    void theSameChargePointElsewhereKeepsEverythingElse() {
        HttpProxy proxy = new HttpProxy("proxy", 3128, Optional.empty());
        Endpoint proxied = endpoint("ws://csms/ocpp", "CP1").through(proxy);
        assertThat(proxied.proxy()).contains(proxy);
        assertThat(proxied.at(URI.create("ws://other/"))).isEqualTo(endpoint("ws://other/", "CP1").through(proxy));
    }

    @Test
    void aProxyThatMakesNoSenseIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new HttpProxy(" ", 1, Optional.empty())).withMessageContaining("host");
        assertThatIllegalArgumentException().isThrownBy(() -> new HttpProxy("proxy", 65_536, Optional.empty()))
            .withMessageContaining("65536");
    }

    @Test
    void valuesThatMakeNoSenseAreRefused() {
        URI url = URI.create("ws://csms");
        Duration second = Duration.ofSeconds(1);
        assertThatIllegalArgumentException().isThrownBy(() -> new Endpoint(url, " ", List.of("ocpp1.6"), Optional.empty(), second,
            1, false)).withMessageContaining("identity");
        assertThatIllegalArgumentException().isThrownBy(() -> new Endpoint(url, "CP1", List.of(), Optional.empty(), second, 1, false))
            .withMessageContaining("subprotocol");
        assertThatIllegalArgumentException().isThrownBy(() -> new Endpoint(url, "CP1", List.of("ocpp1.6"), Optional.empty(),
            Duration.ZERO, 1, false)).withMessageContaining("openTimeout");
        assertThatIllegalArgumentException().isThrownBy(() -> new Endpoint(url, "CP1", List.of("ocpp1.6"), Optional.empty(), second,
            0, false)).withMessageContaining("maxMessageBytes");
    }
}
