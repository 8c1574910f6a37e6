package io.holdfast.itests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.csms.Csms;
import io.holdfast.csms.CsmsChargePoint;
import io.holdfast.csms.CsmsSettings;
import io.holdfast.csms.Misbehaviour;
import io.holdfast.itests.invariants.CsmsLog;
import io.holdfast.ocpp16.RemoteStopTransactionRequest;
import io.holdfast.ocpp16.internal.Ocpp16Codec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A gateway loses its CSMS and gets it back, again and again, and each time it is killed at a random moment: while it keeps what
 * happens at its connectors, while it delivers that, while an answer becomes durable. A build makes the same choices each time.
 * More, and others: {@code -Dholdfast.kills=200}; the choices of an earlier run: {@code -Dholdfast.seed=…}.
 */
class KillIT {
    private static final String IDENTITY = "CP-KILLED";
    private static final Set<String> TRANSACTION_MESSAGES = Set.of("StartTransaction", "MeterValues", "StopTransaction");
    private static final int KILLS = Integer.getInteger("holdfast.kills", 10);
    private static final int LONGEST_OFFLINE_MS = 3_000;
    private static final int MOST_FRAMES = 30;
    private static final int LONGEST_ONLINE_MS = 1_500;
    private static final int LONGEST_PAUSE_MICROS = 20_000;

    private final long seed = Long.getLong("holdfast.seed", System.getProperty("holdfast.kills") == null ? 20_261_123L : System.nanoTime());
    private final Random random = new Random(seed);
    private final TreeMap<Long, Witness.Told> confirmed = new TreeMap<>();
    private final CsmsLog log = Gateway.csmsLog();
    private int killsOffline;

    @Test
    void whatAKilledGatewayHadStoredArrivesInOrderAndOnceUnlessItWasInFlight(@TempDir Path home) throws Exception {
        System.out.println("KillIT: seed " + seed);
        try (Csms csms = Csms.start(CsmsSettings.forTests(), new Ocpp16Codec());
                Gateway gateway = new Gateway(home, IDENTITY, csms.url())) {
            CsmsChargePoint point = csms.chargePoint(IDENTITY);
            gateway.cars(0, 1);
            gateway.startWithDrivers(random.nextLong());
            for (int kill = 0; kill < KILLS; kill++) {
                cycle(csms, gateway, point);
                assertThat(log.breaches()).as("after kill %d", kill + 1).isEmpty();
            }
            kill(gateway, point);
            csms.behave();
            gateway.start();
            gateway.awaitLog(IDENTITY + ": online");
            gateway.until("all that was stored is delivered", () -> delivered(point) && log.messages() >= confirmed.lastKey());
            gateway.until("all transactions have ended", () -> delivered(point) && stopped(point));
            assertThat(gateway.terminate()).isLessThan(TerminationIT.LIMIT);
            remember(gateway);
            log.read(point.log().frames());
            confirmed.values().forEach(told -> log.expect(told.number(), told.action(), told.transaction()));
            assertThat(log.breaches()).isEmpty();
            System.out.printf("KillIT: %d cycles, killed offline %d times, online %d; %d messages, %d of them witnessed, sent again %d times%n",
                KILLS, killsOffline, KILLS - killsOffline, log.messages(), confirmed.size(), log.transmissions() - log.messages());
        } catch (Exception | AssertionError failure) {
            failure.addSuppressed(new AssertionError("seed " + seed));
            throw failure;
        }
    }

    /** Offline, then online, and a kill in one of the two. */
    private void cycle(Csms csms, Gateway gateway, CsmsChargePoint point) throws Exception {
        csms.misbehave(new Misbehaviour.RefuseUpgrade(503, Optional.empty()));
        point.end(random.nextBoolean() ? Misbehaviour.Ending.DROP : Misbehaviour.Ending.close(1001));
        gateway.until("the CSMS has let go of it", () -> !point.connected());
        log.read(point.log().frames());
        log.answerMayBeLost();
        gateway.live(Duration.ofMillis(random.nextInt(LONGEST_OFFLINE_MS)));
        boolean offline = random.nextInt(3) == 0;
        if (offline) {
            killsOffline++;
            kill(gateway, point);
            gateway.startWithDrivers(random.nextLong());
            gateway.live(Duration.ofMillis(random.nextInt(LONGEST_OFFLINE_MS)));
        }
        csms.behave();
        csms.misbehave(new Misbehaviour.DelayAnswers(Misbehaviour.ANY, Duration.ofMillis(random.nextInt(3) * 8)));
        gateway.until("online", point::connected);
        awaitFrame(point, 1 + random.nextInt(MOST_FRAMES), random.nextBoolean());
        gateway.live(Duration.ofNanos(TimeUnit.MICROSECONDS.toNanos(random.nextInt(LONGEST_PAUSE_MICROS))));
        if (!offline) {
            kill(gateway, point);
            gateway.startWithDrivers(random.nextLong());
        }
    }

    /** Waits for so many frames, perhaps for the next transaction message after them; not long, where they don't come. */
    private static void awaitFrame(CsmsChargePoint point, int frames, boolean ofTransaction) {
        long last = point.log().lastNumber() + frames;
        try {
            point.awaitFrame(frame -> frame.number() >= last && (!ofTransaction || TRANSACTION_MESSAGES.stream().anyMatch(frame::isCallOf)),
                Duration.ofMillis(LONGEST_ONLINE_MS)).toCompletableFuture().join();
        } catch (CompletionException e) {
            assertThat(e).hasCauseInstanceOf(TimeoutException.class);
        }
    }

    private void kill(Gateway gateway, CsmsChargePoint point) throws InterruptedException {
        gateway.kill();
        gateway.until("the CSMS has noticed", () -> !point.connected());
        log.read(point.log().frames());
        log.processEnded(remember(gateway));
    }

    /** {@return the numbers of the messages that the process had acknowledged} */
    private List<Long> remember(Gateway gateway) {
        Witness.check(gateway.log());
        List<Witness.Told> told = gateway.log().stream().map(Witness::read).flatMap(Optional::stream).toList();
        told.forEach(message -> confirmed.put(message.number(), message));
        return told.stream().filter(Witness.Told::delivered).map(Witness.Told::number).toList();
    }

    /** Nobody but the CSMS ends them now, by the numbers that it has given them, perhaps through an earlier process. */
    private boolean stopped(CsmsChargePoint point) {
        log.running().forEach(id -> point.call(new RemoteStopTransactionRequest(id)).toCompletableFuture().join());
        return log.running().isEmpty();
    }

    private boolean delivered(CsmsChargePoint point) {
        log.read(point.log().frames());
        return point.connected() && log.lastIsAnswered();
    }
}
