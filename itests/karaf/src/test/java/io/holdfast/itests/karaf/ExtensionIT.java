package io.holdfast.itests.karaf;

import static org.junit.Assert.assertEquals;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;
import static org.ops4j.pax.exam.CoreOptions.vmOptions;

import io.holdfast.csms.CsmsChargePoint;
import io.holdfast.ocpp16.DataTransferRequest;
import io.holdfast.ocpp16.DataTransferStatus;
import io.holdfast.ocpp16.ResetRequest;
import io.holdfast.ocpp16.ResetStatus;
import io.holdfast.ocpp16.ResetType;
import io.holdfast.session.Outcome;
import io.holdfast.session.Request;
import java.io.File;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.Test;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.OptionUtils;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleWiring;

/** The bundle of docs/extending.md is dropped in while a car charges, answers for the charge point, and is taken away again. */
public class ExtensionIT extends InDemo {
    private static final String EXTENSION = "holdfast.extension";
    private static final String ID = "EXTENDED";

    @Override
    @Configuration
    public Option[] configuration() {
        return OptionUtils.combine(super.configuration(), systemProperty(EXTENSION).value(System.getProperty(EXTENSION)),
                // else a loader that is only softly reachable stays
                vmOptions("-XX:SoftRefLRUPolicyMSPerMB=0"));
    }

    @Test
    public void aBundleThatIsDroppedInAnswersUntilItIsTakenAway() throws Exception {
        try (Signals signals = Signals.ofChargePoint(context, ID)) {
            try (Station station = station(ID, Map.of())) {
                signals.await("connection/ONLINE");
                station.person().plug();
                station.person().present("CAR-1");
                signals.await("transaction/STARTED");
                assertEquals(DataTransferStatus.UNKNOWN_VENDOR_ID, transfer("Tariff"));

                Bundle bundle = context.installBundle(new File(System.getProperty(EXTENSION)).toURI().toString());
                bundle.start();
                log.await("Reset is answered by com.example.parking.ResetWhenIdle");
                log.await("DataTransfer of [com.example.parking] with [Tariff] is answered by com.example.parking.Tariffs");
                assertTheBundleAnswers();
                assertEquals("the car charges on", List.of(), signals.received("transaction/STOPPED"));

                WeakReference<ClassLoader> loader = new WeakReference<>(bundle.adapt(BundleWiring.class).getClassLoader());
                bundle.uninstall();
                log.await("is no longer answered by com.example.parking.Tariffs");
                assertEquals(DataTransferStatus.UNKNOWN_VENDOR_ID, transfer("Tariff"));
                assertEquals(ResetStatus.ACCEPTED, reset());
                assertEquals("HardReset", signals.await("transaction/STOPPED").getProperty("reason"));
                Await.isTrue("the boot that follows", () -> signals.received("session/BOOT_ACCEPTED").size() == 2
                        && signals.received("outbox/DELIVERED").stream().anyMatch(event -> "STOP".equals(event.getProperty("kind"))));
                Await.isTrue("the end of the bundle's class loader", () -> {
                    System.gc();
                    return loader.get() == null;
                });
            }
            signals.await("connection/STOPPED");
            assertComplete(ID, signals);
        }
    }

    private void assertTheBundleAnswers() throws Exception {
        assertEquals(DataTransferStatus.ACCEPTED, transfer("Tariff"));
        peer().awaitFrame(frame -> frame.text().contains("\"TariffShown\""), Duration.ofSeconds(Await.PATIENCE_SECONDS))
                .toCompletableFuture().get();
        assertEquals(DataTransferStatus.UNKNOWN_MESSAGE_ID, transfer("Weather"));
        assertEquals(ResetStatus.REJECTED, reset());
    }

    private DataTransferStatus transfer(String message) throws Exception {
        return answer(new DataTransferRequest("com.example.parking", Optional.of(message), Optional.of("0.30 EUR"))).status();
    }

    private ResetStatus reset() throws Exception {
        return answer(new ResetRequest(ResetType.HARD)).status();
    }

    private <R> R answer(Request<R> request) throws Exception {
        Outcome<R> outcome = peer().call(request).toCompletableFuture().get(Await.PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (outcome instanceof Outcome.Answered<R> answered) {
            return answered.response();
        }
        throw new AssertionError(request.action() + ": " + outcome.inWords());
    }

    private CsmsChargePoint peer() {
        return csms.chargePoint(ID);
    }
}
