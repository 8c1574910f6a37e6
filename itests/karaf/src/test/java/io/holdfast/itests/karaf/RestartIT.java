package io.holdfast.itests.karaf;

import static org.junit.Assert.assertEquals;

import io.holdfast.csms.Csms;
import io.holdfast.csms.CsmsChargePoint;
import io.holdfast.csms.Frame;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.inject.Inject;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.util.tracker.ServiceTracker;

/** A car charges while each bundle of the gateway is stopped and started, one after the other. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class RestartIT {
    private static final List<String> BUNDLES = List.of("strand", "signals", "transport", "transport.vertx", "transport.jdk", "reconnect",
            "session", "store", "store.sqlite", "ocpp16", "client", "charger", "charger.simulator", "chargepoint", "csms", "shell", "vertx.osgi");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject
    private BundleContext context;

    @Inject
    private ConfigurationAdmin configurations;

    @Inject
    private Csms csms;

    @Configuration
    public Option[] configuration() {
        return new Option[] {Containers.demoWithoutCars()};
    }

    @Test
    public void theTransactionGoesOnWhicheverBundleIsStoppedAndStarted() throws Exception {
        KarafLog log = KarafLog.fromNowOn();
        try (Signals signals = Signals.ofChargePoint(context, "RESTARTED");
                Station station = new Station(context, configurations, csms, "RESTARTED", Map.of())) {
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
            station.person().present("CAR-1");
            assertEquals(transaction, next("StopTransaction").fields().get("transactionId"));
        }
        log.assertFreeOfErrors();
    }

    private String transactionOfTheNextMeterValues() throws Exception {
        return next("MeterValues").fields().get("transactionId");
    }

    private Frame next(String action) throws Exception {
        CsmsChargePoint peer = awaitConnected();
        long before = peer.log().lastNumber();
        return peer.awaitFrame(frame -> frame.number() > before && frame.isCallOf(action), PATIENCE).toCompletableFuture()
                .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
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
