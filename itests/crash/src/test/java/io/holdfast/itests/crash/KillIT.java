package io.holdfast.itests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.csms.Csms;
import io.holdfast.csms.CsmsChargePoint;
import io.holdfast.csms.CsmsSettings;
import io.holdfast.csms.Misbehaviour;
import io.holdfast.ocpp16.RemoteStopTransactionRequest;
import io.holdfast.ocpp16.internal.Ocpp16Codec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A gateway is killed at random moments, first without its CSMS, then while it delivers what it has kept. More kills:
 * {@code -Dholdfast.kills=100}; the moments of an earlier run: {@code -Dholdfast.seed=…}.
 */
class KillIT {
    private static final String IDENTITY = "CP-KILLED";
    private static final int KILLS = Integer.getInteger("holdfast.kills", 5);
    private static final int LONGEST_LIFE_MS = 9_000;
    private static final int MOST_FRAMES = 60;

    private final long seed = Long.getLong("holdfast.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final List<Witness.Queued> confirmed = new ArrayList<>();

    @Test
    void whatAKilledGatewayHadStoredArrivesInOrderAndOnceUnlessItWasInFlight(@TempDir Path home) throws Exception {
        System.out.println("KillIT: seed " + seed);
        try (Csms csms = Csms.start(CsmsSettings.forTests(), new Ocpp16Codec());
                Gateway gateway = new Gateway(home, IDENTITY, csms.url())) {
            CsmsChargePoint point = csms.chargePoint(IDENTITY);
            csms.misbehave(new Misbehaviour.RefuseUpgrade(503, Optional.empty()));
            killWhileOffline(gateway, KILLS - KILLS / 2);
            assertThat(point.log().transactionMessages()).isEmpty();

            csms.behave();
            // so slow that a kill falls in the middle
            csms.misbehave(new Misbehaviour.DelayAnswers(Misbehaviour.ANY, Duration.ofMillis(20)));
            killWhileDelivering(gateway, point, KILLS / 2);

            gateway.cars(0, 6);
            gateway.start();
            gateway.awaitLog(IDENTITY + ": online");
            Transcript transcript = new Transcript(point.log());
            gateway.until("all that was stored before the last kill is delivered", () -> transcript.holds(confirmed.size()));
            endRunningTransactions(gateway, point, transcript);
            assertThat(gateway.terminate()).isLessThan(Duration.ofSeconds(5));
            confirmed.addAll(witnessed(gateway));
            transcript.check(confirmed);
        } catch (Exception | AssertionError failure) {
            failure.addSuppressed(new AssertionError("seed " + seed));
            throw failure;
        }
    }

    private void killWhileOffline(Gateway gateway, int kills) throws Exception {
        for (int kill = 0; kill < kills; kill++) {
            gateway.start();
            if (kill == 0) {
                gateway.until("a transaction begins", () -> !witnessed(gateway).isEmpty());
            }
            gateway.live(Duration.ofMillis(random.nextInt(LONGEST_LIFE_MS)));
            gateway.kill();
            confirmed.addAll(witnessed(gateway));
        }
    }

    private void killWhileDelivering(Gateway gateway, CsmsChargePoint point, int kills) throws Exception {
        for (int kill = 0; kill < kills; kill++) {
            long last = point.log().lastNumber() + 1 + random.nextInt(MOST_FRAMES);
            gateway.start();
            gateway.until("frame " + last, () -> point.log().lastNumber() >= last);
            gateway.kill();
            confirmed.addAll(witnessed(gateway));
        }
    }

    private static List<Witness.Queued> witnessed(Gateway gateway) {
        return gateway.log().stream().map(Witness::read).filter(Objects::nonNull).toList();
    }

    /** Nobody but the CSMS ends them now, by the numbers that it has given them, perhaps through an earlier process. */
    private static void endRunningTransactions(Gateway gateway, CsmsChargePoint point, Transcript transcript) throws Exception {
        for (int transactionId : transcript.running()) {
            point.call(new RemoteStopTransactionRequest(transactionId)).toCompletableFuture().get(30, TimeUnit.SECONDS);
        }
        gateway.until("all transactions have ended", () -> transcript.running().isEmpty() && transcript.answered());
    }
}
