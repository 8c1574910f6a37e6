package io.holdfast.transport.jdk.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.transport.Endpoint;
import io.holdfast.transport.testing.RecordingListener;
import io.holdfast.transport.testing.ServerPeer;
import io.holdfast.transport.testing.WebSocketTestServer;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JdkThreadsTest {
    private static Set<Thread> threads() {
        return new HashSet<>(Thread.getAllStackTraces().keySet());
    }

    @Test
    void anUnusedTransportHasNoThread() {
        Set<Thread> before = threads();
        JdkTransport transport = new JdkTransport();
        assertThat(threads()).isSubsetOf(before);
        transport.deactivate();
    }

    @Test
    void itsThreadsSayWhoseTheyAre() throws IOException {
        JdkTransport transport = new JdkTransport();
        RecordingListener listener = new RecordingListener();
        try (WebSocketTestServer server = WebSocketTestServer.plain()) {
            transport.open(new Endpoint(server.url(), "CP1", List.of("ocpp1.6"), Optional.empty(), Duration.ofSeconds(10), 1000, false), listener);
            ServerPeer peer = server.acceptAndUpgrade("ocpp1.6");
            listener.awaitOpen();
            assertThat(threads()).anyMatch(thread -> thread.getName().startsWith("holdfast-transport-jdk-"));
            peer.drop();
            listener.awaitClosed();
        }
        transport.deactivate();
    }
}
