package io.holdfast.itests.karaf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Hashtable;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationListener;

/** What has to be known of Configuration Admin in Karaf. */
final class Configurations {
    private static final String MARK = "io.holdfast.itests.mark";

    private Configurations() { }

    /** Writes the file of a configuration all at once: Karaf looks at it at any moment. */
    static void write(Path file, String content) throws IOException {
        Path written = file.resolveSibling(file.getFileName() + ".written");
        Files.writeString(written, content);
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * Waits until everybody has heard of all changes so far: they are told of one after the other. Karaf's own listeners show
     * a stack trace if a configuration is gone before they look at it, and write it back to its file, where a correction
     * may be already.
     */
    static void awaitTold(BundleContext context, ConfigurationAdmin configurations) throws Exception {
        CountDownLatch told = new CountDownLatch(1);
        ServiceRegistration<ConfigurationListener> listening = context.registerService(ConfigurationListener.class, event -> {
            if (event.getPid().equals(MARK)) {
                told.countDown();
            }
        }, null);
        try {
            configurations.getConfiguration(MARK, "?").update(new Hashtable<>(Map.of("mark", UUID.randomUUID().toString())));
            if (!told.await(Await.PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("Configuration Admin tells of no change");
            }
        } finally {
            listening.unregister();
        }
    }
}
