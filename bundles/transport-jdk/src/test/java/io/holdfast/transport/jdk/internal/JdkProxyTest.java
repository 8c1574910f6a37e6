package io.holdfast.transport.jdk.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.transport.Credentials;
import io.holdfast.transport.Endpoint;
import io.holdfast.transport.HttpProxy;
import io.holdfast.transport.testing.RecordingListener;
import io.holdfast.transport.testing.WebSocketTestServer;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JdkProxyTest {
    private static final String DISABLED = "jdk.http.auth.tunneling.disabledSchemes";

    private final String given = System.getProperty(DISABLED);

    @AfterEach
    void restore() {
        System.setProperty(DISABLED, given);
    }

    @ParameterizedTest
    @CsvSource({"Basic, true, true", "Basic, false, false", "'', true, false"})
    void a407SaysWhereThePasswordStayedBehind(String disabled, boolean credentials, boolean said) throws IOException {
        System.setProperty(DISABLED, disabled);
        assertThat(refusal(credentials).contains(DISABLED)).isEqualTo(said);
    }

    @Test
    void withoutTheSettingThePasswordStaysBehind() throws IOException {
        System.clearProperty(DISABLED);
        assertThat(refusal(true)).contains("-D" + DISABLED + "=");
    }

    private static String refusal(boolean credentials) throws IOException {
        JdkTransport transport = new JdkTransport();
        try (WebSocketTestServer proxy = WebSocketTestServer.plain()) {
            RecordingListener listener = new RecordingListener();
            transport.open(new Endpoint(URI.create("ws://csms.invalid/"), "CP1", List.of("ocpp1.6"), Optional.empty(),
                Duration.ofSeconds(30), 1000, false).through(new HttpProxy("127.0.0.1", proxy.url().getPort(),
                    credentials ? Optional.of(new Credentials("gateway", new byte[] {1})) : Optional.empty())), listener);
            proxy.accept().refuse(407, "");
            return listener.awaitFailure().detail();
        } finally {
            transport.deactivate();
        }
    }
}
