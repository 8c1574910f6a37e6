package io.holdfast.itests.karaf;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.holdfast.csms.Csms;
import io.holdfast.signals.testing.SignalGrammar;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import javax.inject.Inject;
import org.apache.karaf.features.FeaturesService;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** Apache Karaf as it is downloaded, and the features installed into it while it runs. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class StockKarafIT {
    @Inject
    private BundleContext context;

    @Inject
    private FeaturesService features;

    @Configuration
    public Option[] configuration() {
        return new Option[] {Containers.stock(), Containers.checkers()};
    }

    @Test
    public void theFeaturesAreInstalledAndACarIsCharged() throws Exception {
        String version = System.getProperty("holdfast.version");
        features.addRepository(URI.create("mvn:io.holdfast/holdfast-features/" + version + "/xml/features"));

        features.installFeature("holdfast-gateway");
        assertTrue(Files.exists(Path.of(System.getProperty("karaf.etc"), "io.holdfast.store.cfg")));
        assertEquals(Set.of(), installed("io.holdfast.csms", "io.holdfast.charger.simulator"));

        try (Signals signals = Signals.ofChargePoint(context, "KARAF")) {
            features.installFeature("holdfast-demo");
            signals.await("transaction/STARTED");
            signals.await("transaction/STOPPED");
            signals.await("outbox/DELIVERED", "kind", "STOP");
            Judgement.assertKept(SignalGrammar.fromTheStart(), signals, Services.await(context, Csms.class).chargePoint("KARAF"));
        }
        KarafLog.whole().assertFreeOfErrors();
    }

    private Set<String> installed(String... symbolicNames) {
        Set<String> names = Arrays.stream(context.getBundles()).map(Bundle::getSymbolicName).collect(Collectors.toSet());
        names.retainAll(Set.of(symbolicNames));
        return names;
    }
}
