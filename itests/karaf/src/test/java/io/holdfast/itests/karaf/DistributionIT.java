package io.holdfast.itests.karaf;

import static org.junit.Assert.assertEquals;

import io.holdfast.csms.Csms;
import io.holdfast.signals.testing.SignalGrammar;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
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
import org.osgi.framework.Constants;

/** The demo distribution as it is shipped: it boots, and a car charges. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class DistributionIT {
    @Inject
    private BundleContext context;

    @Configuration
    public Option[] configuration() {
        return new Option[] {Containers.demo(), Containers.checkers()};
    }

    /** The container has none of the launcher's umask. */
    @Test
    public void theStoreIsReadableByItsOwnerOnly() throws Exception {
        Path directory = Path.of(System.getProperty("karaf.data"), "holdfast");
        // until then SQLite makes and removes files
        KarafLog.whole().await("holdfast.db: open");
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)));
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertEquals(file.toString(), "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
            }
        }
    }

    @Test
    public void aCarThatComesByItselfIsChargedWithEveryBundleActiveAndNoErrorInTheLog() throws Exception {
        try (Signals signals = Signals.ofChargePoint(context, "KARAF")) {
            signals.await("transaction/STARTED");
            signals.await("transaction/STOPPED");
            signals.await("outbox/DELIVERED", "kind", "STOP");
            Judgement.assertKept(SignalGrammar.joined(), signals, Services.await(context, Csms.class).chargePoint("KARAF"));
        }
        assertEquals(List.of(), Arrays.stream(context.getBundles()).filter(DistributionIT::isAsleep).toList());
        KarafLog.whole().assertFreeOfErrors();
    }

    private static boolean isAsleep(Bundle bundle) {
        boolean fragment = bundle.getHeaders().get(Constants.FRAGMENT_HOST) != null;
        return !fragment && bundle.getState() != Bundle.ACTIVE;
    }
}
