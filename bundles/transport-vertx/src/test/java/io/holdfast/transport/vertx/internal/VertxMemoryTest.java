package io.holdfast.transport.vertx.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.transport.Endpoint;
import io.holdfast.transport.testing.RecordingListener;
import io.holdfast.transport.testing.WebSocketTestServer;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.management.JMException;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

/** A gateway dials for years. */
class VertxMemoryTest {
    @Test
    void attemptsLeaveNothingInVertx() throws Exception {
        VertxTransport transport = new VertxTransport();
        try (WebSocketTestServer server = WebSocketTestServer.plain()) {
            for (int i = 0; i < 60; i++) {
                RecordingListener listener = new RecordingListener();
                transport.open(new Endpoint(server.url(), "CP1", List.of("ocpp1.6"), Optional.empty(),
                    Duration.ofSeconds(30), 1000, false), listener);
                if (i % 2 == 0) {
                    server.accept().refuse(503, "");
                    listener.awaitFailure();
                } else {
                    server.acceptAndUpgrade("ocpp1.6");
                    listener.awaitOpen().abort();
                    listener.awaitClosed();
                }
            }
            assertThat(liveInstances("io.vertx.core.http.impl.WebSocketClientImpl")).isLessThan(10);
            assertThat(liveInstances("io.vertx.core.impl.ContextImpl")).isLessThan(10);
        }
        transport.deactivate();
    }

    /** As {@code jcmd GC.class_histogram} counts them, after a full collection. */
    private static long liveInstances(String className) throws JMException {
        String histogram = (String) ManagementFactory.getPlatformMBeanServer()
            .invoke(new ObjectName("com.sun.management:type=DiagnosticCommand"),
            "gcClassHistogram", new Object[] {new String[0]}, new String[] {String[].class.getName()});
        return histogram.lines().map(String::strip).filter(line -> line.matches(".* " + className + "( .*)?"))
            .mapToLong(line -> Long.parseLong(line.split("\\s+")[1])).sum();
    }
}
