package io.holdfast.itests.karaf;

import java.net.URI;
import java.util.EnumSet;
import java.util.Set;
import javax.inject.Inject;
import org.apache.karaf.features.FeaturesService;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
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
        return new Option[] {Containers.stock()};
    }

    @Test
    public void theFeaturesAreInstalledAndACarIsCharged() throws Exception {
        String version = System.getProperty("holdfast.version");
        features.addRepository(URI.create("mvn:io.holdfast/holdfast-features/" + version + "/xml/features"));
        try (Signals signals = new Signals(context)) {
            features.installFeatures(Set.of("holdfast-demo"), EnumSet.of(FeaturesService.Option.Verbose));
            signals.await("transaction/STARTED", 60);
            signals.await("transaction/STOPPED", 90);
        }
        KarafLog.assertFreeOfErrors();
    }
}
