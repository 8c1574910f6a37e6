package io.holdfast.signals.testing;

import io.holdfast.signals.PublishedSignal;
import io.holdfast.signals.SignalProperties;
import io.holdfast.signals.Topics;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Checks one charge point's history of signals, fed in order, against the grammar of the connection:
 *
 * <pre>
 * history = ( ( wait* attempt )* wait* STOPPED )*
 * wait    = BACKOFF | HELD | NO_TRANSPORT | TRANSPORT_CHANGED
 * attempt = CONNECTING ( FAILED | CONNECTED ( ONLINE OFFLINE )* ( CLOSED | ONLINE CLOSED OFFLINE ) )
 * </pre>
 *
 * <p>A history may be unfinished. Besides: each CONNECTING begins a higher generation, what follows belongs to it, no
 * generation comes back, and the sequence has no gap. What is broken is an AssertionError that names the position, what
 * was allowed there and the signals before.
 */
public final class SignalGrammar {
    private static final Set<String> WAITS = Set.of(Topics.BACKOFF, Topics.HELD, Topics.NO_TRANSPORT, Topics.TRANSPORT_CHANGED);
    private static final String CONNECTION = "io/holdfast/connection/";
    private static final int TOLD = 12;
    private static final long UNKNOWN = -1;

    /** Where in the grammar a history can stand. */
    private enum Place { STOPPED, BETWEEN, CONNECTING, CONNECTED, ONLINE, CLOSED_ONLINE }

    private final List<String> history = new ArrayList<>();
    private Set<Place> places;
    private long sequence;
    /** Of the last signal. */
    private long generation = UNKNOWN;
    /** Of the last CONNECTING. */
    private long attempt = UNKNOWN;

    private SignalGrammar(Set<Place> places, long sequence) {
        this.places = places;
        this.sequence = sequence;
    }

    /** For who hears everything: sequence 1 comes first. */
    public static SignalGrammar fromTheStart() {
        return new SignalGrammar(EnumSet.of(Place.STOPPED), 0);
    }

    /** For who comes late: the first signal may have any number and stand anywhere. */
    public static SignalGrammar joined() {
        return new SignalGrammar(EnumSet.allOf(Place.class), UNKNOWN);
    }

    public void accept(PublishedSignal published) {
        accept(published.signal().topic(), published.properties());
    }

    /** For events of EventAdmin. */
    public void accept(String topic, Map<String, ?> properties) {
        if (!(properties.get(SignalProperties.SEQUENCE) instanceof Long number)) {
            throw broken(topic, "has no sequence: " + properties);
        }
        if (!(properties.get(SignalProperties.GENERATION) instanceof Long itsGeneration)) {
            throw broken(topic, "has no generation: " + properties);
        }
        if (sequence != UNKNOWN && number != sequence + 1) {
            throw broken(topic, "has sequence " + number + ", expected " + (sequence + 1));
        }
        sequence = number;
        accept(topic, itsGeneration);
    }

    /** For signals that have no sequence yet. Other topics than the connection's have no order to be checked. */
    public void accept(String topic, long itsGeneration) {
        if (!topic.startsWith(CONNECTION)) {
            history.add(topic);
            return;
        }
        Set<Place> next = EnumSet.noneOf(Place.class);
        for (Place place : places) {
            next.addAll(after(place, topic));
        }
        if (next.isEmpty()) {
            throw broken(topic, "is not allowed in " + places);
        }
        boolean sameAttempt = places.size() == 1 && !places.contains(Place.STOPPED) && !places.contains(Place.BETWEEN);
        boolean connecting = topic.equals(Topics.CONNECTING);
        if (itsGeneration < generation || connecting && itsGeneration == attempt || sameAttempt && itsGeneration != generation) {
            throw broken(topic, "has generation " + itsGeneration + " after " + generation);
        }
        places = next;
        generation = itsGeneration;
        attempt = connecting ? itsGeneration : attempt;
        history.add(topic);
    }

    /** That nobody wants a connection at the end. */
    public void assertStopped() {
        if (!places.equals(EnumSet.of(Place.STOPPED))) {
            throw broken("the end", "comes in " + places + ", expected after STOPPED");
        }
    }

    private static Set<Place> after(Place place, String topic) {
        return switch (place) {
            case STOPPED, BETWEEN -> WAITS.contains(topic) ? EnumSet.of(Place.BETWEEN)
                : topic.equals(Topics.CONNECTING) ? EnumSet.of(Place.CONNECTING)
                : topic.equals(Topics.STOPPED) ? EnumSet.of(Place.STOPPED) : Set.of();
            case CONNECTING -> topic.equals(Topics.FAILED) ? EnumSet.of(Place.BETWEEN)
                : topic.equals(Topics.CONNECTED) ? EnumSet.of(Place.CONNECTED) : Set.of();
            case CONNECTED -> topic.equals(Topics.ONLINE) ? EnumSet.of(Place.ONLINE)
                : topic.equals(Topics.CLOSED) ? EnumSet.of(Place.BETWEEN) : Set.of();
            case ONLINE -> topic.equals(Topics.OFFLINE) ? EnumSet.of(Place.CONNECTED)
                : topic.equals(Topics.CLOSED) ? EnumSet.of(Place.CLOSED_ONLINE) : Set.of();
            case CLOSED_ONLINE -> topic.equals(Topics.OFFLINE) ? EnumSet.of(Place.BETWEEN) : Set.of();
        };
    }

    private AssertionError broken(String topic, String how) {
        int position = history.size() + 1;
        List<String> before = history.subList(Math.max(0, history.size() - TOLD), history.size());
        return new AssertionError("Signal " + position + ", " + topic + ", " + how + "; before it came " + before);
    }
}
