package io.holdfast.itests.crash;

import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventConstants;
import org.osgi.service.event.EventHandler;

/**
 * A bundle in the gateway that prints which transaction messages it says are on the disk, and which of them it says are
 * answered there, so that the log of a killed gateway tells what must not be lost and what must not be sent again.
 */
public final class Witness implements BundleActivator, EventHandler {
    private static final String TOPIC = "io/holdfast/outbox/";
    private static final Pattern LINE = Pattern.compile("(QUEUED|DELIVERED) (\\d+) (\\w+) ([0-9a-f-]{36})");

    /** A message that is on the disk: its number in the outbox, and our own name of its transaction. */
    record Told(boolean delivered, long number, String action, String transaction) { }

    /** What the line tells; empty if it is another one, or was cut off by the end of the process. */
    static Optional<Told> read(String line) {
        Matcher matcher = LINE.matcher(line);
        return matcher.matches() ? Optional.of(new Told(matcher.group(1).equals("DELIVERED"), Long.parseLong(matcher.group(2)),
            matcher.group(3), matcher.group(4))) : Optional.empty();
    }

    @Override
    public void start(BundleContext context) {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(EventConstants.EVENT_TOPIC, new String[] {TOPIC + "QUEUED", TOPIC + "DELIVERED"});
        context.registerService(EventHandler.class, this, properties);
    }

    @Override
    public void stop(BundleContext context) { }

    @Override
    public void handleEvent(Event event) {
        System.out.println(event.getTopic().substring(TOPIC.length()) + " " + event.getProperty("number") + " "
            + event.getProperty("action") + " " + event.getProperty("transaction"));
    }
}
