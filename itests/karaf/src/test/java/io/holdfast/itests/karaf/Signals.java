package io.holdfast.itests.karaf;

import java.util.Hashtable;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventConstants;
import org.osgi.service.event.EventHandler;

/** Holdfast's events, as any bundle receives them; from when it was made until it is closed. */
final class Signals implements AutoCloseable {
    private final BlockingQueue<Event> received = new LinkedBlockingQueue<>();
    private final ServiceRegistration<EventHandler> registration;

    Signals(BundleContext context) {
        Hashtable<String, Object> properties = new Hashtable<>();
        properties.put(EventConstants.EVENT_TOPIC, "io/holdfast/*");
        EventHandler handler = received::add;
        registration = context.registerService(EventHandler.class, handler, properties);
    }

    /**
     * Waits for an event, dropping those before it.
     *
     * @param topic below {@code io/holdfast/}
     */
    Event await(String topic, int seconds) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (true) {
            Event event = received.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (event == null) {
                throw new AssertionError("no " + topic + " within " + seconds + " s");
            }
            if (event.getTopic().equals("io/holdfast/" + topic)) {
                return event;
            }
        }
    }

    @Override
    public void close() {
        registration.unregister();
    }
}
