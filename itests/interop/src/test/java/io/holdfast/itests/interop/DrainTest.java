package io.holdfast.itests.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.ocpp16.HeartbeatRequest;
import io.holdfast.ocpp16.MeterValue;
import io.holdfast.ocpp16.MeterValuesRequest;
import io.holdfast.ocpp16.SampledValue;
import io.holdfast.ocpp16.internal.Ocpp16Codec;
import io.holdfast.session.Outcome;
import io.holdfast.session.Payloads;
import io.holdfast.signals.Topics;
import io.holdfast.store.ChargePointStore;
import io.holdfast.store.MessageKind;
import io.holdfast.store.OutboxMessage;
import io.holdfast.store.sqlite.internal.SqliteStore;
import io.holdfast.transport.vertx.internal.VertxTransport;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** After a long outage: everything between the disk and the server's answer, on loopback. */
class DrainTest {
    private static final int QUEUED = 2_000;

    @TempDir
    private Path directory;

    @Test
    void whatHasGatheredGoesOutAsFastAsTheServerAnswersWithLiveCallsInBetween() throws Exception {
        gather();
        try (CentralSystem csms = new CentralSystem()) {
            csms.open();
            try (Gateway gateway = new Gateway(new VertxTransport(), csms.url(), directory, Map.of())) {
                gateway.next(Topics.ONLINE);
                long begun = System.nanoTime();
                Duration slowest = Duration.ZERO;
                for (int delivered = 1; delivered <= QUEUED; delivered++) {
                    gateway.next(Topics.DELIVERED);
                    if (delivered % 100 == 50) {
                        long called = System.nanoTime();
                        assertThat(gateway.client().call(new HeartbeatRequest()).toCompletableFuture().get(Arrivals.DEADLINE.toSeconds(), TimeUnit.SECONDS))
                            .isInstanceOf(Outcome.Answered.class);
                        Duration took = Duration.ofNanos(System.nanoTime() - called);
                        slowest = took.compareTo(slowest) > 0 ? took : slowest;
                    }
                }
                gateway.next(Topics.DRAINED);
                double seconds = (System.nanoTime() - begun) / 1e9;
                System.out.printf("%d messages drained in %.2f s: %.0f messages/s, with %d live calls in between, the slowest of %d ms%n",
                    QUEUED, seconds, QUEUED / seconds, QUEUED / 100, slowest.toMillis());
            }
        }
    }

    /** What a life without a network has left on the disk. */
    private void gather() throws Exception {
        SqliteStore store = new SqliteStore(Components.config(SqliteStore.Config.class,
            Map.of("directory", directory.resolve("store").toString())));
        ChargePointStore memory = store.chargePoint(Gateway.IDENTITY);
        String payload = Payloads.encode(new Ocpp16Codec(), new MeterValuesRequest(1, List.of(new MeterValue(
            Instant.parse("2026-01-01T00:00:00Z"), List.of(SampledValue.of("12345")))), OptionalInt.empty()));
        CompletionStage<Long> last = null;
        for (int i = 0; i < QUEUED; i++) {
            last = memory.append(new OutboxMessage(MessageKind.METER, Optional.empty(), "ocpp1.6", "MeterValues", payload), Optional.empty());
        }
        last.toCompletableFuture().get(30, TimeUnit.SECONDS);
        Components.call(store, "close");
    }
}
