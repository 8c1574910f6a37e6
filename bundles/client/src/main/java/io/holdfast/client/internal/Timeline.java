package io.holdfast.client.internal;

import static java.util.Map.entry;

import io.holdfast.client.InWords;
import io.holdfast.client.TimelineEntry;
import io.holdfast.signals.Signal;
import io.holdfast.signals.SignalProperties;
import io.holdfast.signals.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** The last transitions of one charge point's connection and registration. Any thread may ask for them. */
final class Timeline {
    /** A day with ten interruptions; attempts that fail in the same way count once. */
    private static final int CAPACITY = 100;

    /** What is a transition, and its details in words. */
    private static final Map<String, Function<Map<String, Object>, String>> DETAILS = Map.ofEntries(
        entry(Topics.CONNECTING, p -> "attempt " + p.get(SignalProperties.ATTEMPT) + " to " + p.get(SignalProperties.ENDPOINT)),
        entry(Topics.FAILED, p -> "attempt " + p.get(SignalProperties.ATTEMPT) + ": " + joined(p, SignalProperties.CAUSE, SignalProperties.HTTP_STATUS,
            SignalProperties.DETAIL)),
        entry(Topics.CONNECTED, p -> "to " + p.get(SignalProperties.ENDPOINT) + " by transport "
            + p.get(SignalProperties.TRANSPORT) + ", " + p.get(SignalProperties.SUBPROTOCOL)),
        entry(Topics.ONLINE, p -> ""),
        entry(Topics.CLOSED, p -> joined(p, SignalProperties.ENDED_BY, SignalProperties.CODE, SignalProperties.REASON)),
        entry(Topics.OFFLINE, p -> ""),
        entry(Topics.BACKOFF, p -> "attempt " + p.get(SignalProperties.ATTEMPT) + " follows in " + duration(p, SignalProperties.DELAY_MS)),
        entry(Topics.HELD, p -> "by command, " + (p.containsKey(SignalProperties.DELAY_MS) ? "for " + duration(p, SignalProperties.DELAY_MS) : "until released")),
        entry(Topics.NO_TRANSPORT, p -> ""),
        entry(Topics.TRANSPORT_CHANGED, p -> "now " + p.get(SignalProperties.TRANSPORT)),
        entry(Topics.STOPPED, p -> ""),
        entry(Topics.BOOT_ACCEPTED, p -> "heartbeat interval " + duration(p, SignalProperties.INTERVAL_MS)),
        entry(Topics.BOOT_PENDING, p -> "again after " + duration(p, SignalProperties.INTERVAL_MS)),
        entry(Topics.BOOT_REJECTED, p -> "again after " + duration(p, SignalProperties.INTERVAL_MS)),
        entry(Topics.HEARTBEAT, p -> "the first of this connection, answered after " + duration(p, SignalProperties.ROUND_TRIP_MS)));

    private final Supplier<Instant> clock;
    private final LongSupplier nanoTime;
    private final List<TimelineEntry> entries = new ArrayList<>();
    private long lastNanos;
    private long heartbeatSeen;
    private Object dialled = "";
    /** Where the last failed attempt went and how it failed. */
    private List<Object> lastFailure = List.of();

    /** @param nanoTime of a clock that never steps */
    Timeline(Supplier<Instant> clock, LongSupplier nanoTime) {
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    synchronized List<TimelineEntry> entries() {
        return List.copyOf(entries);
    }

    /** Notes the signal, if it tells of a transition. */
    void note(Signal signal) {
        note(signal, DETAILS.get(signal.topic()));
    }

    /** Notes that we are held, not by command, which alone the signal doesn't tell, but by a link that is down. */
    void noteLinkDown(Signal held) {
        note(held, properties -> "the gateway's link is down, until ocpp:link up or ocpp:connect");
    }

    private synchronized void note(Signal signal, Function<Map<String, Object>, String> inWords) {
        if (inWords == null || isFurtherHeartbeat(signal)) {
            return;
        }
        Map<String, Object> properties = signal.properties();
        String detail = inWords.apply(properties);
        if (signal.topic().equals(Topics.CONNECTING)) {
            dialled = properties.get(SignalProperties.ENDPOINT);
        }
        boolean repeated = signal.topic().equals(Topics.FAILED) && failsAsBefore(properties);
        TimelineEntry first = repeated ? takeLastFailure() : null;
        Instant now = clock.get();
        long nanos = nanoTime.getAsLong();
        long generation = signal.generation().orElse(0);
        if (first != null) {
            entries.add(new TimelineEntry(first.at(), first.sincePrevious(), generation, first.what(), detail, first.times() + 1, now));
        } else {
            Duration since = entries.isEmpty() ? Duration.ZERO : Duration.ofNanos(nanos - lastNanos);
            entries.add(new TimelineEntry(now, since, generation, what(signal.topic()), detail, 1, now));
        }
        lastNanos = nanos;
        if (entries.size() > CAPACITY) {
            entries.remove(0);
        }
    }

    private boolean isFurtherHeartbeat(Signal signal) {
        if (!signal.topic().equals(Topics.HEARTBEAT)) {
            return false;
        }
        long generation = signal.generation().orElse(0);
        boolean further = generation == heartbeatSeen;
        heartbeatSeen = generation;
        return further;
    }

    private boolean failsAsBefore(Map<String, Object> properties) {
        List<Object> failure = List.of(dialled, properties.get(SignalProperties.CAUSE),
            Objects.requireNonNullElse(properties.get(SignalProperties.HTTP_STATUS), ""));
        boolean same = failure.equals(lastFailure);
        lastFailure = failure;
        return same;
    }

    /** Takes the failure before this one out, with the wait and the attempt between them; null if anything else came between. */
    private TimelineEntry takeLastFailure() {
        int last = entries.size() - 1;
        if (last < 2 || !what(Topics.CONNECTING).equals(entries.get(last).what()) || !what(Topics.BACKOFF).equals(entries.get(last - 1).what())
                || !what(Topics.FAILED).equals(entries.get(last - 2).what())) {
            return null;
        }
        entries.remove(last);
        entries.remove(last - 1);
        return entries.remove(last - 2);
    }

    private static String what(String topic) {
        return topic.substring(topic.lastIndexOf('/') + 1);
    }

    private static String duration(Map<String, Object> properties, String name) {
        return InWords.duration(Duration.ofMillis((Long) properties.get(name)));
    }

    private static String joined(Map<String, Object> properties, String... names) {
        List<String> parts = new ArrayList<>();
        for (String name : names) {
            if (properties.containsKey(name)) {
                parts.add(String.valueOf(properties.get(name)));
            }
        }
        return String.join(" ", parts);
    }
}
