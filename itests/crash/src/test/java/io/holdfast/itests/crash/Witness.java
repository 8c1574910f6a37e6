package io.holdfast.itests.crash;

import io.holdfast.signals.SignalProperties;
import io.holdfast.signals.testing.SignalGrammar;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventConstants;
import org.osgi.service.event.EventHandler;

/**
 * A bundle in the gateway that prints its signals, so that the log of a killed gateway tells which transaction messages were on
 * its disk and must not be lost, and which were answered there and must not be sent again.
 */
public final class Witness implements BundleActivator, EventHandler {
    private static final String OUTBOX = "io/holdfast/outbox/";
    private static final Pattern SIGNAL = Pattern.compile("SIGNAL (\\S+) (\\d+) (\\d+)");
    private static final Pattern LINE = Pattern.compile("(QUEUED|DELIVERED) (\\d+) (\\w+) ([0-9a-f-]{36})");

    /** A message that is on the disk: its number in the outbox, and our own name of its transaction. */
    record Told(boolean delivered, long number, String action, String transaction) { }

    /** What the line tells; empty if it is another one, or was cut off by the end of the process. */
    static Optional<Told> read(String line) {
        Matcher matcher = LINE.matcher(line);
        return matcher.matches() ? Optional.of(new Told(matcher.group(1).equals("DELIVERED"), Long.parseLong(matcher.group(2)),
            matcher.group(3), matcher.group(4))) : Optional.empty();
    }

    /** Tells the signals in these lines to the grammar, whose charge point was started before the witness. */
    static void check(List<String> lines) {
        SignalGrammar grammar = SignalGrammar.joined();
        lines.stream().map(SIGNAL::matcher).filter(Matcher::matches).forEach(signal -> grammar.accept(signal.group(1), Map.of(
            SignalProperties.SEQUENCE, Long.parseLong(signal.group(2)), SignalProperties.GENERATION, Long.parseLong(signal.group(3)))));
    }

    @Override
    public void start(BundleContext context) {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(EventConstants.EVENT_TOPIC, "io/holdfast/*");
        properties.put(EventConstants.EVENT_FILTER, "(chargepoint.id=*)");
        context.registerService(EventHandler.class, this, properties);
    }

    @Override
    public void stop(BundleContext context) { }

    @Override
    public void handleEvent(Event event) {
        System.out.println("SIGNAL " + event.getTopic() + " " + event.getProperty("sequence") + " " + event.getProperty("generation"));
        if (event.getTopic().startsWith(OUTBOX)) {
            System.out.println(event.getTopic().substring(OUTBOX.length()) + " " + event.getProperty("number") + " "
                + event.getProperty("action") + " " + event.getProperty("transaction"));
        }
    }
}
