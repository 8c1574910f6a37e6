package io.holdfast.itests.misbehaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.client.ChargePointClient;
import io.holdfast.csms.Csms;
import io.holdfast.csms.CsmsSettings;
import io.holdfast.csms.Misbehaviour.Ending;
import io.holdfast.ocpp16.internal.Ocpp16Codec;
import io.holdfast.reconnect.ConnectionState;
import io.holdfast.store.testing.MemoryStore;
import io.holdfast.strand.internal.Strands;
import io.holdfast.transport.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One charge point that eight threads call at once: its transport, its store, its users, and the CSMS that ends connections. */
class ManyThreadsTest {
    private static final int THREADS = 8;
    private static final int COMMANDS = 150;

    @ParameterizedTest
    @EnumSource
    void callbacksAndCommandsFromEightThreadsKeepTheInvariants(Transports on) throws Exception {
        long seed = Long.getLong("holdfast.seed", 20_261_123L);
        System.out.println("ManyThreadsTest " + on + ", seed " + seed);
        ExecutorService callbacks = Executors.newFixedThreadPool(THREADS);
        ExecutorService users = Executors.newFixedThreadPool(THREADS);
        Strands strands = new Strands();
        Csms csms = Csms.start(CsmsSettings.forTests(), new Ocpp16Codec());
        Transport first = on.activate();
        Transport second = on.other().activate();
        List<Transport> transports = List.of(new Scattered(first, callbacks), new Scattered(second, callbacks));
        Pace pace = new Pace(Duration.ofSeconds(10), Duration.ofMillis(20), Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(5),
            Duration.ofMillis(5));
        try (Station station = new Station("CP-8", pace, csms, strands, new MemoryStore(Scattered.inTurn(callbacks)))) {
            station.start(transports.get(0), "0");
            station.awaitOnline();
            AtomicInteger transactions = new AtomicInteger();
            List<CompletableFuture<List<CompletionStage<?>>>> busy = new ArrayList<>();
            long begin = System.nanoTime();
            for (int user = 0; user < THREADS; user++) {
                Random random = new Random(seed + user);
                busy.add(CompletableFuture.supplyAsync(() -> commands(station, transports, random, transactions), users));
            }
            for (CompletableFuture<List<CompletionStage<?>>> user : busy) {
                user.get(180, TimeUnit.SECONDS).forEach(ManyThreadsTest::join);
            }
            join(station.client().connect());
            station.awaitOnline();
            station.awaitDelivered(transactions.get() * 3);
            station.assertKept();
            var metrics = station.client().status().connection().metrics();
            System.out.println(on + ": " + THREADS * COMMANDS + " commands from " + THREADS + " threads in "
                + (System.nanoTime() - begin) / 1_000_000 + " ms: " + metrics.connections() + " connections of " + metrics.attempts()
                + " attempts, " + transactions.get() * 3 + " messages of transactions in " + station.transmissions() + " transmissions");
            assertThat(metrics.connections()).isGreaterThan(5);
        } finally {
            Arrays.asList(first, second).forEach(Transports::deactivate);
            csms.close();
            Transports.deactivate(strands);
            users.shutdownNow();
            callbacks.shutdownNow();
        }
    }

    /** The stages of what one user asked for. */
    private static List<CompletionStage<?>> commands(Station station, List<Transport> transports, Random random,
            AtomicInteger transactions) {
        ChargePointClient client = station.client();
        List<CompletionStage<?>> stages = new ArrayList<>();
        for (int i = 0; i < COMMANDS; i++) {
            if (client.status().connection().state() != ConnectionState.ONLINE) {
                // until it is connected again, or somebody else has disturbed it again
                join(client.connect());
            }
            int one = random.nextInt(100);
            if (one < 50) {
                station.heartbeat();
            } else if (one < 65) {
                transactions.incrementAndGet();
                station.messenger().transaction(1);
            } else if (one < 75) {
                stages.add(station.csms().call("TriggerMessage", "{\"requestedMessage\":\"Heartbeat\"}"));
            } else if (one < 80) {
                stages.add(client.connect());
            } else if (one < 85) {
                disturb(station, transports, random, stages);
            } else {
                client.status();
            }
        }
        return stages;
    }

    private static void disturb(Station station, List<Transport> transports, Random random, List<CompletionStage<?>> stages) {
        ChargePointClient client = station.client();
        switch (random.nextInt(5)) {
            case 0 -> stages.add(client.drop());
            case 1 -> stages.add(client.hold(Optional.of(Duration.ofMillis(5))));
            case 2 -> stages.add(client.disconnect());
            case 3 -> station.csms().end(random.nextBoolean() ? Ending.DROP : Ending.close(1012));
            default -> {
                int next = random.nextInt(transports.size());
                station.transport(transports.get(next), String.valueOf(next));
            }
        }
    }

    /** Waits until the stage has completed, well or not. */
    private static void join(CompletionStage<?> stage) {
        stage.handle((ok, failure) -> null).toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();
    }
}
