package io.holdfast.itests.karaf;

import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.util.tracker.ServiceTracker;

/** Services, which come and go. */
final class Services {
    private static final long PATIENCE_MS = TimeUnit.SECONDS.toMillis(Await.PATIENCE_SECONDS);

    private Services() { }

    /** {@return the service that there is, waited for} */
    static <T> T await(BundleContext context, Class<T> type) throws InterruptedException {
        return await(context, type, "(objectClass=*)");
    }

    static <T> T await(BundleContext context, Class<T> type, String filter) throws InterruptedException {
        try {
            ServiceTracker<T, T> tracker = new ServiceTracker<>(context,
                    context.createFilter("(&(objectClass=" + type.getName() + ")" + filter + ")"), null);
            tracker.open();
            try {
                T service = tracker.waitForService(PATIENCE_MS);
                if (service == null) {
                    throw new AssertionError("no " + type.getSimpleName() + " with " + filter + " within " + PATIENCE_MS + " ms");
                }
                return service;
            } finally {
                tracker.close();
            }
        } catch (InvalidSyntaxException e) {
            throw new IllegalArgumentException("no filter: " + filter, e);
        }
    }
}
