package io.holdfast.itests.karaf;

import static org.junit.Assert.assertEquals;

import io.holdfast.csms.Csms;
import io.holdfast.csms.CsmsChargePoint;
import io.holdfast.csms.Frame;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.util.tracker.ServiceTracker;

/** A car charges while each bundle of the gateway is stopped and started, one after the other. */
public class RestartIT extends InDemo {
    private static final List<String> BUNDLES = List.of("strand", "signals", "transport", "transport.vertx", "transport.jdk", "reconnect",
            "session", "store", "store.sqlite", "ocpp16", "client", "charger", "charger.simulator", "chargepoint", "csms", "shell", "vertx.osgi");

    @Test
    public void theTransactionGoesOnWhicheverBundleIsStoppedAndStarted() throws Exception {
        try (Signals signals = Signals.ofChargePoint(context, "RESTARTED");
                Station station = station("RESTARTED", Map.of())) {
            signals.await("connection/ONLINE");
            station.person().plug();
            station.person().present("CAR-1");
            String transaction = transactionOfTheNextMeterValues();
            for (String name : BUNDLES) {
                Bundle bundle = Bundles.named(context, "io.holdfast." + name);
                bundle.stop();
                bundle.start();
                assertEquals("the transaction after a restart of " + bundle, transaction, transactionOfTheNextMeterValues());
            }
            CsmsChargePoint peer = awaitConnected();
            station.person().present("CAR-1");
            assertEquals(transaction, await(peer, frame -> frame.isCallOf("StopTransaction")).fields().get("transactionId"));
        }
    }

    private String transactionOfTheNextMeterValues() throws Exception {
        CsmsChargePoint peer = awaitConnected();
        long before = peer.log().lastNumber();
        return await(peer, frame -> frame.number() > before && frame.isCallOf("MeterValues")).fields().get("transactionId");
    }

    private static Frame await(CsmsChargePoint peer, Predicate<Frame> wanted) throws Exception {
        return peer.awaitFrame(wanted, Duration.ofSeconds(Await.PATIENCE_SECONDS)).toCompletableFuture().get();
    }

    /** {@return the charge point as the CSMS sees it; the CSMS is a new one if it was restarted, too} */
    private CsmsChargePoint awaitConnected() throws Exception {
        ServiceTracker<Csms, Csms> present = new ServiceTracker<>(context, Csms.class, null);
        present.open();
        try {
            return Await.present("the charge point, connected", () -> Optional.ofNullable(present.getService())
                    .map(server -> server.chargePoint("RESTARTED")).filter(CsmsChargePoint::connected));
        } finally {
            present.close();
        }
    }
}
