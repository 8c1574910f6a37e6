package io.holdfast.transport.vertx.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.transport.Endpoint;
import io.holdfast.transport.testing.RecordingListener;
import io.holdfast.transport.testing.WebSocketTestServer;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class VertxThreadsTest {
    private static Endpoint endpoint(WebSocketTestServer server) {
        return new Endpoint(server.url(), "CP1", List.of("ocpp1.6"), Optional.empty(), Duration.ofSeconds(30), 1000, false);
    }

    @Test
    void everyListenerIsCalledOnTheOneEventLoop() throws IOException {
        VertxTransport transport = new VertxTransport();
        List<String> threads = new CopyOnWriteArrayList<>();
        try (WebSocketTestServer server = WebSocketTestServer.plain()) {
            for (int i = 0; i < 5; i++) {
                RecordingListener listener = new RecordingListener().reacting(event -> threads.add(Thread.currentThread().getName()));
                transport.open(endpoint(server), listener);
                server.acceptAndUpgrade("ocpp1.6");
                listener.awaitOpen().abort();
                listener.awaitClosed();
            }
        }
        transport.deactivate();
        assertThat(threads).hasSize(10).containsOnly(VertxTransport.LOOP_THREAD);
    }

    @Test
    void noThreadKeepsTheActivatingThreadsClassLoader() throws IOException {
        Set<Thread> before = new HashSet<>(Thread.getAllStackTraces().keySet());
        ClassLoader own = Thread.currentThread().getContextClassLoader();
        List<ClassLoader> seen = new CopyOnWriteArrayList<>();
        try (URLClassLoader activators = new URLClassLoader(new URL[0], own); WebSocketTestServer server = WebSocketTestServer.plain()) {
            Thread.currentThread().setContextClassLoader(activators);
            VertxTransport transport;
            RecordingListener listener = new RecordingListener()
                .reacting(event -> seen.add(Thread.currentThread().getContextClassLoader()));
            try {
                transport = new VertxTransport();
                assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(activators);
                transport.open(endpoint(server), listener);
                server.acceptAndUpgrade("ocpp1.6");
                listener.awaitOpen().abort();
                listener.awaitClosed();
            } finally {
                Thread.currentThread().setContextClassLoader(own);
            }
            assertThat(seen).isNotEmpty().doesNotContain(activators);
            assertThat(Thread.getAllStackTraces().keySet()).filteredOn(thread -> !before.contains(thread))
                .isNotEmpty().noneMatch(thread -> thread.getContextClassLoader() == activators);
            transport.deactivate();
        }
    }
}
