package io.holdfast.itests.karaf;

import io.holdfast.signals.testing.SignalGrammar;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventConstants;
import org.osgi.service.event.EventHandler;

/** Holdfast's events, as any bundle receives them; from when it was made until it is closed. */
final class Signals implements AutoCloseable {
    private static final String PREFIX = "io/holdfast/";

    /** Guarded by itself, like the position behind the event that was awaited last. */
    private final List<Event> received = new ArrayList<>();
    private int next;
    private final ServiceRegistration<EventHandler> registration;

    Signals(BundleContext context) {
        this(context, "(|(chargepoint.id=*)(charger.id=*))");
    }

    /** @param filter which events, by their properties */
    Signals(BundleContext context, String filter) {
        Hashtable<String, Object> properties = new Hashtable<>();
        properties.put(EventConstants.EVENT_TOPIC, PREFIX + "*");
        properties.put(EventConstants.EVENT_FILTER, filter);
        registration = context.registerService(EventHandler.class, this::receive, properties);
    }

    static Signals ofChargePoint(BundleContext context, String id) {
        return new Signals(context, "(chargepoint.id=" + id + ")");
    }

    static Signals ofCharger(BundleContext context, String id) {
        return new Signals(context, "(charger.id=" + id + ")");
    }

    private void receive(Event event) {
        synchronized (received) {
            received.add(event);
            received.notifyAll();
        }
    }

    /**
     * Waits for an event, passing over those before it.
     *
     * @param topic below {@code io/holdfast/}
     */
    Event await(String topic) throws InterruptedException {
        return await(topic, event -> true);
    }

    /** Waits for an event with this property, passing over those before it. */
    Event await(String topic, String property, Object value) throws InterruptedException {
        return await(topic, event -> value.equals(event.getProperty(property)));
    }

    private Event await(String topic, Predicate<Event> wanted) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(Await.PATIENCE_SECONDS);
        synchronized (received) {
            while (true) {
                while (next < received.size()) {
                    Event event = received.get(next++);
                    if (event.getTopic().equals(PREFIX + topic) && wanted.test(event)) {
                        return event;
                    }
                }
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (left <= 0) {
                    throw new AssertionError("no such " + topic + " within " + Await.PATIENCE_SECONDS + " s, but\n"
                            + received.stream().map(Signals::line).collect(Collectors.joining("\n")));
                }
                received.wait(left);
            }
        }
    }

    /** {@return everything that has come so far} */
    List<Event> received() {
        synchronized (received) {
            return List.copyOf(received);
        }
    }

    /** {@return the events of these topics, below {@code io/holdfast/}} */
    List<Event> received(String... topics) {
        List<String> wanted = Arrays.stream(topics).map(PREFIX::concat).toList();
        return received().stream().filter(event -> wanted.contains(event.getTopic())).toList();
    }

    /** Fails unless one charge point's events so far keep the grammar of the connection, and their sequence has no gap. */
    void assertOrder(SignalGrammar grammar) {
        received().forEach(event -> grammar.accept(event.getTopic(), properties(event)));
    }

    static Map<String, Object> properties(Event event) {
        return Arrays.stream(event.getPropertyNames()).filter(name -> !name.equals(EventConstants.EVENT_TOPIC))
                .collect(Collectors.toMap(name -> name, event::getProperty));
    }

    private static String line(Event event) {
        return event.getTopic().substring(PREFIX.length()) + " " + properties(event);
    }

    @Override
    public void close() {
        registration.unregister();
    }
}
