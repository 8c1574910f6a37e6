package io.holdfast.itests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.csms.Csms;
import io.holdfast.csms.CsmsSettings;
import io.holdfast.ocpp16.internal.Ocpp16Codec;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGTERM ends a gateway soon, whatever it is doing. */
class TerminationIT {
    /** It takes a second; after so long Docker kills. */
    static final Duration LIMIT = Duration.ofSeconds(10);

    @TempDir
    Path home;

    @Test
    void whileTheCsmsDoesNotAnswer() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Gateway gateway = new Gateway(home, "CP-WAITING", "ws://127.0.0.1:" + silent.getLocalPort() + "/ocpp")) {
            silent.setSoTimeout(60_000);
            gateway.start();
            try (Socket upgrading = silent.accept()) {
                assertThat(upgrading.getInputStream().read()).isPositive();
                endsInTime(gateway);
            }
        }
    }

    @Test
    void whileItWaitsForTheNextAttempt() throws Exception {
        try (Gateway gateway = new Gateway(home, "CP-BACKOFF", "ws://127.0.0.1:1/ocpp")) {
            gateway.start();
            gateway.awaitLog("CP-BACKOFF: can't connect");
            endsInTime(gateway);
        }
    }

    @Test
    void whileItIsOnline() throws Exception {
        try (Csms csms = Csms.start(CsmsSettings.forTests(), new Ocpp16Codec());
                Gateway gateway = new Gateway(home, "CP-ONLINE", csms.url())) {
            gateway.start();
            gateway.awaitLog("CP-ONLINE: online");
            endsInTime(gateway);
            gateway.assertKept(csms.chargePoint("CP-ONLINE"));
        }
    }

    @Test
    void whileACarIsCharging() throws Exception {
        try (Csms csms = Csms.start(CsmsSettings.forTests(), new Ocpp16Codec());
                Gateway gateway = new Gateway(home, "CP-CHARGING", csms.url())) {
            gateway.start();
            gateway.awaitLog("connector 1: Charging");
            endsInTime(gateway);
            gateway.assertKept(csms.chargePoint("CP-CHARGING"));
            assertThat(csms.chargePoint("CP-CHARGING").log().callsOf("StopTransaction"))
                .as("the transaction goes on after the next start").isEmpty();
        }
    }

    private static void endsInTime(Gateway gateway) throws InterruptedException {
        assertThat(gateway.terminate()).isLessThan(LIMIT);
        assertThat(gateway.log()).noneMatch(line -> line.contains(" ERROR ") || line.contains("SEVERE") || line.startsWith("\tat "));
    }
}
