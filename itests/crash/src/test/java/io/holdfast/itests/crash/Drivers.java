package io.holdfast.itests.crash;

import io.holdfast.charger.Bystander;
import io.holdfast.charger.ChargerDriver;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/**
 * A bundle in the gateway: people in such haste at the three connectors of its charger that the shortest life of a process sees
 * transactions begin and end. Nobody comes unless there is a seed.
 */
public final class Drivers implements BundleActivator {
    /** The framework's property that holds the seed. */
    static final String SEED = "holdfast.drivers";
    private static final int CONNECTORS = 3;
    private static final int LONGEST_PAUSE_MS = 150;

    private final CountDownLatch stopped = new CountDownLatch(1);
    private Thread thread;

    @Override
    public void start(BundleContext context) {
        String seed = context.getProperty(SEED);
        thread = new Thread(() -> act(context, new Random(Long.parseLong(seed))), "drivers");
        thread.setDaemon(true);
        if (seed != null) {
            thread.start();
        }
    }

    @Override
    public void stop(BundleContext context) throws InterruptedException {
        stopped.countDown();
        thread.join();
    }

    private void act(BundleContext context, Random random) {
        try {
            while (!stopped.await(random.nextInt(LONGEST_PAUSE_MS), TimeUnit.MILLISECONDS)) {
                ServiceReference<ChargerDriver> charger = context.getServiceReference(ChargerDriver.class);
                if (charger != null) {
                    context.getService(charger).capability(1 + random.nextInt(CONNECTORS), Bystander.class)
                        .ifPresent(person -> act(person, random.nextInt(5)));
                    context.ungetService(charger);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void act(Bystander person, int what) {
        switch (what) {
            case 0, 1 -> person.plug();
            case 2, 3 -> person.present("HASTY");
            default -> person.unplug();
        }
    }
}
