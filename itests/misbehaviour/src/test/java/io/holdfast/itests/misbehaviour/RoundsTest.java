package io.holdfast.itests.misbehaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.csms.Csms;
import io.holdfast.csms.CsmsChargePoint;
import io.holdfast.csms.CsmsSettings;
import io.holdfast.csms.Misbehaviour;
import io.holdfast.csms.Misbehaviour.AnswerError;
import io.holdfast.csms.Misbehaviour.AnswerSubprotocol;
import io.holdfast.csms.Misbehaviour.AnswerText;
import io.holdfast.csms.Misbehaviour.DelayAnswers;
import io.holdfast.csms.Misbehaviour.EndAfter;
import io.holdfast.csms.Misbehaviour.EndOnCall;
import io.holdfast.csms.Misbehaviour.Ending;
import io.holdfast.csms.Misbehaviour.Forget;
import io.holdfast.csms.Misbehaviour.IgnorePings;
import io.holdfast.csms.Misbehaviour.IgnoreUpgrade;
import io.holdfast.csms.Misbehaviour.RefuseUpgrade;
import io.holdfast.csms.Misbehaviour.StopReading;
import io.holdfast.ocpp16.internal.Ocpp16Codec;
import io.holdfast.reconnect.ConnectionState;
import io.holdfast.reconnect.ReconnectStatus;
import io.holdfast.store.testing.MemoryStore;
import io.holdfast.strand.internal.Strands;
import io.holdfast.transport.Transport;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A gateway meets bad servers for years: hundreds of rounds of everything, mixed, leave nothing behind. A build plays the same rounds
 * each time; more, and others: {@code -Dholdfast.rounds=1000}; those of an earlier run: {@code -Dholdfast.seed=…}.
 */
@Isolated("counts what the whole process holds")
class RoundsTest {
    private static final int ROUNDS = Integer.getInteger("holdfast.rounds", 100);
    /** Until every class is loaded and every pool has its threads. */
    private static final int WARM_UP = 25;
    private static final Pace PACE = new Pace(Duration.ofSeconds(1), Duration.ofMillis(100), Duration.ofMillis(500),
        Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofMillis(10));
    private static final long BYTES_PER_ROUND = 20_000;

    /** A thing that is done to a charge point which is online. */
    private interface Round {
        void with(CsmsChargePoint csms);
    }

    private static Round onCalls(Misbehaviour misbehaviour) {
        return csms -> csms.misbehave(misbehaviour, 1);
    }

    private static Round onTheNextConnection(Misbehaviour misbehaviour) {
        return csms -> {
            csms.misbehave(misbehaviour, 1);
            csms.end(Ending.DROP);
        };
    }

    private static final List<Round> BAD = List.of(
        csms -> csms.end(Ending.DROP),
        csms -> csms.end(Ending.close(1012)),
        csms -> csms.sendRaw(new byte[] {(byte) 0x82, 1, 0}),
        csms -> csms.sendRaw(new byte[] {(byte) 0x81, 100, 'h', 'a', 'l', 'f'}),
        csms -> csms.sendText("hello?"),
        csms -> csms.call("Reset", "{\"type\":\"Soft\"}"),
        onTheNextConnection(new RefuseUpgrade(503, Optional.empty())),
        onTheNextConnection(new IgnoreUpgrade()),
        onTheNextConnection(new AnswerSubprotocol("")),
        onTheNextConnection(new EndAfter(Duration.ofMillis(2), Ending.DROP)),
        onTheNextConnection(new EndAfter(Duration.ZERO, Ending.close(1011))),
        onTheNextConnection(new StopReading()),
        onCalls(new StopReading()),
        onCalls(new IgnorePings()),
        onCalls(new EndOnCall(Misbehaviour.ANY, Ending.DROP)),
        onCalls(new EndOnCall(Misbehaviour.ANY, Ending.close(1001))),
        onCalls(new Forget(Misbehaviour.ANY)),
        onCalls(new DelayAnswers(Misbehaviour.ANY, PACE.answer().plusMillis(100))),
        onCalls(new AnswerError("Heartbeat", "InternalError", "")),
        onCalls(new AnswerText("Heartbeat", "<html>500</html>")));

    @ParameterizedTest
    @EnumSource
    void leaveNoSocketNoThreadAndNoHeapBehind(Transports on) throws Exception {
        long seed = Long.getLong("holdfast.seed", System.getProperty("holdfast.rounds") == null ? 20_261_123L : new Random().nextLong());
        System.out.println("RoundsTest " + on + ", seed " + seed);
        Random random = new Random(seed);
        // from the first socket of all on the JVM keeps one for itself
        Csms.start(CsmsSettings.forTests(), new Ocpp16Codec()).close();
        Remains empty = Remains.now();
        Strands strands = new Strands();
        Csms csms = Csms.start(CsmsSettings.forTests().withLogSize(1000), new Ocpp16Codec());
        Transport transport = on.activate();
        try (Station station = new Station("CP-" + on, PACE, csms, strands, new MemoryStore())) {
            station.start(transport, on.name());
            station.awaitOnline();
            rounds(WARM_UP, station, random);
            Remains before = whileConnected(station);
            long begin = System.nanoTime();
            rounds(ROUNDS, station, random);
            long millis = (System.nanoTime() - begin) / 1_000_000;
            Remains after = Remains.awaitNoMoreThan(before);
            var metrics = station.client().status().connection().metrics();
            System.out.println(on + ": " + ROUNDS + " rounds in " + millis + " ms, " + metrics.attempts() + " attempts and "
                + metrics.connections() + " connections since the start; before " + before + "; after " + after);
            assertThat(after.heapBytes() - before.heapBytes()).as("growth of the heap in bytes").isLessThan(ROUNDS * BYTES_PER_ROUND);
        } finally {
            Transports.deactivate(transport);
            csms.close();
            Transports.deactivate(strands);
        }
        transport = null;
        System.out.println(on + ": stopped " + Remains.awaitNoMoreThan(empty) + "; before the start " + empty);
    }

    /** Collecting the garbage may take so long that a pong comes too late, and between two connections there is less. */
    private static Remains whileConnected(Station station) throws InterruptedException {
        while (true) {
            station.awaitOnline();
            long connections = station.client().status().connection().metrics().connections();
            Remains now = Remains.now();
            ReconnectStatus status = station.client().status().connection();
            if (status.state() == ConnectionState.ONLINE && status.metrics().connections() == connections) {
                return now;
            }
        }
    }

    private static void rounds(int count, Station station, Random random) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            BAD.get(random.nextInt(BAD.size())).with(station.csms());
            station.heartbeat();
            int delivered = station.signals().delivered();
            int meterValues = random.nextInt(2);
            station.messenger().transaction(meterValues);
            station.awaitDelivered(delivered + 2 + meterValues);
            station.csms().behave();
            station.awaitOnline();
            station.assertKept();
        }
    }
}
