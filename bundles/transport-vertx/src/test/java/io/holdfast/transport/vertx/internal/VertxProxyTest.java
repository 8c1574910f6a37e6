package io.holdfast.transport.vertx.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.transport.Endpoint;
import io.holdfast.transport.HandshakeFailure;
import io.holdfast.transport.HandshakeFailure.Cause;
import io.holdfast.transport.HttpProxy;
import io.holdfast.transport.testing.RecordingListener;
import io.holdfast.transport.testing.WebSocketTestServer;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VertxProxyTest {
    @Test
    void whatAProxyAsksForWithRetryAfterIsTold() throws IOException {
        VertxTransport transport = new VertxTransport();
        try (WebSocketTestServer proxy = WebSocketTestServer.plain()) {
            RecordingListener listener = new RecordingListener();
            transport.open(new Endpoint(URI.create("ws://csms.invalid/"), "CP1", List.of("ocpp1.6"), Optional.empty(),
                Duration.ofSeconds(10), 1000, false).through(new HttpProxy("127.0.0.1", proxy.url().getPort(), Optional.empty())), listener);
            proxy.accept().refuse(503, "Retry-After: 120\r\n");
            HandshakeFailure failure = listener.awaitFailure();
            assertThat(failure.cause()).isEqualTo(Cause.PROXY);
            assertThat(failure.retryAfter()).contains(Duration.ofSeconds(120));
        } finally {
            transport.deactivate();
        }
    }
}
