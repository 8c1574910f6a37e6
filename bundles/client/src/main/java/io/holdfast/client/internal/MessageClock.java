package io.holdfast.client.internal;

import io.holdfast.client.ChargePointClient;
import io.holdfast.store.ChargePointStore;
import io.holdfast.store.RunningTransaction;
import io.holdfast.strand.Strand;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The time that goes into messages: the CSMS's, once it has told it, and until then a makeshift one. On the strand.
 *
 * <p>A gateway whose clock has no battery begins in 1970, or where it was last switched off, and the network may set its
 * clock at any time. So the makeshift time starts with our clock, but goes on by the one that never steps, and in the next
 * life never before the last time that the store has seen. It is one axis, however often the process has been restarted,
 * and the first time that the CSMS tells says for all of it how far it is off. That correction is made durable before any
 * message that was stamped so is sent, and applied whenever one is: what has been sent once is sent with the same times
 * again, in later lives too.
 */
final class MessageClock {
    private static final Logger LOG = LoggerFactory.getLogger(ChargePointClient.class);
    /** A clock that is nearer than this counts as equal, so that stamps don't jump with the round trips of heartbeats. */
    private static final Duration TOLERANCE = Duration.ofSeconds(1);
    private static final Duration STORE_RETRY = Duration.ofSeconds(10);
    /** Variable: where the makeshift time that is not corrected yet began, and the last one of it that went into a message. */
    private static final String OPEN = "clock";
    /** Variables, with the makeshift time's beginning behind: where it ended, and its correction. */
    private static final String CLOSED = "clock.";

    private final String id;
    private final Strand strand;
    private final ChargePointStore store;
    private final Map<Instant, Correction> corrections = new HashMap<>();
    private Runnable corrected = () -> { };
    private Instant base;
    private long baseNanos;
    private boolean told;
    /** The beginning of the makeshift time. */
    private Instant since;
    private boolean stamped;
    /** What earlier lives have left is known. */
    private boolean remembered;
    /** What an earlier life has left open, if that became known too late to go on with it. */
    private Optional<Stretch> earlier = Optional.empty();
    /** What this life's times were told to be off; null before. */
    private Correction ours;

    /** Makeshift time that is not corrected yet, and the last one of it that went into a message. */
    private record Stretch(Instant since, Instant last) { }

    /** Moves the times of one stretch of makeshift time, and leaves all others. */
    private record Correction(Instant since, Instant until, Duration shift) implements UnaryOperator<Instant> {
        /** @param until what it was when it was {@code present} in truth */
        static Correction of(Instant since, Instant until, Instant present) {
            Duration difference = Duration.between(until, present);
            return new Correction(since, until, isNear(difference) ? Duration.ZERO : difference);
        }

        /** The same for a stretch that went on in this one's, and never back. */
        Correction of(Stretch earlier) {
            Instant last = earlier.last().plus(Duration.between(since, until));
            return of(earlier.since(), last.isAfter(until) ? last : until, until.plus(shift));
        }

        @Override
        public Instant apply(Instant time) {
            return time.isBefore(since) || time.isAfter(until) ? time : time.plus(shift);
        }
    }

    MessageClock(String id, Strand strand, ChargePointStore store) {
        this.id = id;
        this.strand = strand;
        this.store = store;
        set(strand.now());
        since = beginning();
    }

    /** Not later than what is written of it in a message. */
    private Instant beginning() {
        return base.truncatedTo(ChronoUnit.MILLIS);
    }

    private void set(Instant now) {
        base = now;
        baseNanos = strand.nanoTime();
    }

    /** Asks the store for what earlier lives have left; asked before anybody else, it answers before it answers them. */
    void begin() {
        store.variables().thenCombine(store.runningTransactions(), (variables, journal) -> (Runnable) () -> remember(variables, journal))
            .whenComplete((remember, failure) -> strand.execute(() -> {
                if (failure == null) {
                    remember.run();
                } else {
                    strand.schedule(STORE_RETRY, this::begin);
                }
            }));
    }

    private void remember(Map<String, String> variables, List<RunningTransaction> journal) {
        boolean untouched = !told && !stamped;
        variables.forEach((name, value) -> {
            try {
                if (name.startsWith(CLOSED)) {
                    Instant from = Instant.parse(name.substring(CLOSED.length()));
                    String[] parts = value.split(" ");
                    corrections.put(from, new Correction(from, Instant.parse(parts[0]), Duration.parse(parts[1])));
                }
            } catch (DateTimeException | ArrayIndexOutOfBoundsException e) {
                ignore(name, value);
            }
        });
        if (untouched) {
            open(variables).ifPresent(stretch -> {
                since = stretch.since();
                stamped = true;
                notBefore(stretch.last());
            });
            // behind it by the unit of what is sent: it may be a true time, which must not be taken for a makeshift one
            journal.forEach(running -> notBefore(running.meterAt().plusMillis(1)));
            if (!stamped) {
                since = beginning();
                // it is also a name, and a clock may begin at the same second each time
                while (corrections.containsKey(since)) {
                    base = base.plusMillis(1);
                    since = beginning();
                }
            }
        } else {
            earlier = open(variables);
        }
        remembered = true;
        if (told) {
            keepAll();
        }
        corrected.run();
    }

    /** The makeshift time that an earlier life has left open. */
    private Optional<Stretch> open(Map<String, String> variables) {
        String open = variables.get(OPEN);
        if (open == null) {
            return Optional.empty();
        }
        try {
            String[] parts = open.split(" ");
            Stretch stretch = new Stretch(Instant.parse(parts[0]), Instant.parse(parts[1]));
            if (!corrections.containsKey(stretch.since())) {
                return Optional.of(stretch);
            }
            // the process ended between the two writes that end it: messages may have been sent with that correction
            store.removeVariable(OPEN);
        } catch (DateTimeException | ArrayIndexOutOfBoundsException e) {
            ignore(OPEN, open);
        }
        return Optional.empty();
    }

    private void ignore(String name, String value) {
        LOG.warn("{}: the store's variable {} = {} is none of this software's and is ignored", id, name, value);
    }

    private void notBefore(Instant last) {
        if (now().isBefore(last)) {
            set(last);
        }
    }

    /** @param listener told when messages that had to wait for it may be sent with their true times */
    void onCorrected(Runnable listener) {
        corrected = listener;
    }

    Instant now() {
        Instant now = base.plusNanos(strand.nanoTime() - baseNanos);
        Instant ours = strand.now();
        return told && isNear(Duration.between(now, ours)) ? ours : now;
    }

    /** The time of a moment of {@link Strand#nanoTime}, as far as it is known now. */
    Instant at(long nanoTime) {
        return now().minusNanos(strand.nanoTime() - nanoTime);
    }

    private static boolean isNear(Duration difference) {
        return difference.abs().compareTo(TOLERANCE) < 0;
    }

    /** A message is about to be stored; what it has to remember if its times are makeshift ones. */
    Optional<Instant> stamp() {
        if (told) {
            return Optional.empty();
        }
        stamped = true;
        if (remembered && earlier.isEmpty()) {
            store.putVariable(OPEN, since + " " + now());
        }
        return Optional.of(since);
    }

    /**
     * The CSMS's time is known by now.
     *
     * @param offset its clock minus ours
     * @return what corrects the times that were told before; present once, and only if they were wrong
     */
    Optional<UnaryOperator<Instant>> told(Duration offset) {
        Instant present = strand.now().plus(offset);
        if (told) {
            set(present);
            return Optional.empty();
        }
        ours = Correction.of(since, now(), present);
        told = true;
        set(present);
        if (remembered) {
            keepAll();
        }
        if (ours.shift().isZero()) {
            return Optional.empty();
        }
        LOG.info("{}: the clock was off by {}: what was not sent yet gets its true times", id, ours.shift());
        return Optional.of(ours);
    }

    private void keepAll() {
        earlier.map(ours::of).ifPresent(this::keep);
        if (stamped) {
            keep(ours);
        }
    }

    private void keep(Correction correction) {
        store.putVariable(CLOSED + correction.since(), correction.until() + " " + correction.shift())
            .thenCombine(store.removeVariable(OPEN), (kept, removed) -> null)
            .whenComplete((done, failure) -> strand.execute(() -> {
                if (failure == null) {
                    corrections.put(correction.since(), correction);
                    corrected.run();
                } else {
                    strand.schedule(STORE_RETRY, () -> keep(correction));
                }
            }));
    }

    /** What gives a stored message its true times; empty while that is not known, or not durable. */
    Optional<UnaryOperator<Instant>> correction(Instant stampedSince) {
        if (corrections.containsKey(stampedSince) || stampedSince.equals(since) || !remembered
                || earlier.filter(stretch -> stretch.since().equals(stampedSince)).isPresent()) {
            return Optional.ofNullable(corrections.get(stampedSince));
        }
        LOG.warn("{}: nothing is known of the clock that began at {}; its times go out as they are", id, stampedSince);
        return Optional.of(UnaryOperator.identity());
    }

    /** Nothing waits: only the corrections that dead letters need are kept. */
    void nothingWaits() {
        if (!corrections.isEmpty()) {
            // asked again, and last: a dead letter may have been queued again in the meantime
            store.deadLetters().thenAcceptBoth(store.head(), (dead, head) -> strand.execute(() -> {
                if (head.isEmpty()) {
                    keepOnly(dead.stream().flatMap(letter -> letter.message().clockSince().stream()).collect(Collectors.toSet()));
                }
            }));
        }
    }

    private void keepOnly(Set<Instant> needed) {
        corrections.keySet().removeIf(from -> {
            boolean unneeded = !needed.contains(from);
            if (unneeded) {
                store.removeVariable(CLOSED + from);
            }
            return unneeded;
        });
    }
}
