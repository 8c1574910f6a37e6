package io.holdfast.strand.testing;

import io.holdfast.strand.Strand;
import io.holdfast.strand.StrandFactory;
import io.holdfast.strand.Timer;
import io.holdfast.strand.internal.Home;
import io.holdfast.strand.internal.SerialStrand;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/**
 * The strands of production over one thread and a clock that the test moves. The same calls give the same run, always.
 *
 * <p>Belongs to the thread that made it; other threads are refused. What a task of a strand throws is thrown again by
 * the next {@link #runUntilIdle} or {@link #advance}, unless the test has fetched it with {@link #takeFailures}.
 */
public final class VirtualTime implements StrandFactory {
    /** Runs at home without time going by; more are taken for an endless loop. */
    private static final int ENDLESS = 100_000;

    private final Thread owner = Thread.currentThread();
    private final Home home = new VirtualHome();
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final PriorityQueue<Alarm> alarms = new PriorityQueue<>(
        Comparator.comparingLong((Alarm alarm) -> alarm.due).thenComparingLong(alarm -> alarm.number));
    private final List<Throwable> failures = new ArrayList<>();
    private Instant start = Instant.parse("2026-01-01T00:00:00Z");
    private long nanos;
    private long alarmsSet;

    @Override
    public Strand create(String name) {
        return new SerialStrand(name, home, strand -> { });
    }

    /** The same as {@link #create}. */
    public Strand strand(String name) {
        return create(name);
    }

    /** Runs what waits for the home executor, and what that brings, at the present time. */
    public void runUntilIdle() {
        checkThread();
        int run = 0;
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            if (++run > ENDLESS) {
                throw new AssertionError("Still busy after " + ENDLESS + " runs at " + now());
            }
            task.run();
        }
        rethrow();
    }

    /** Lets time go by, stopping at every timer on the way, and ends idle. */
    public void advance(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("Time does not run backwards: " + duration + "; see stepClock");
        }
        runUntilIdle();
        long end = nanos + duration.toNanos();
        while (!alarms.isEmpty() && alarms.peek().due <= end) {
            ringNext();
        }
        nanos = end;
    }

    /** Goes to the next timer and lets it fire. Returns the time that went by; zero if no timer is waiting. */
    public Duration advanceToNextTimer() {
        runUntilIdle();
        long before = nanos;
        if (!alarms.isEmpty()) {
            ringNext();
        }
        return Duration.ofNanos(nanos - before);
    }

    private void ringNext() {
        Alarm alarm = alarms.remove();
        nanos = alarm.due;
        alarm.task.run();
        runUntilIdle();
    }

    /** Runs the task outside of any strand after the delay: a simulated network or charger. */
    public Timer schedule(Duration delay, Runnable task) {
        return home.schedule(delay, task);
    }

    /** The wall clock of the strands; starts at 2026-01-01T00:00:00Z. */
    public Instant now() {
        return start.plusNanos(nanos);
    }

    /** The clock that never steps; starts at 0. */
    public long nanoTime() {
        return nanos;
    }

    /** Steps the wall clock, forwards or backwards, as an NTP client does. No timer notices. */
    public void stepClock(Duration step) {
        start = start.plus(step);
    }

    /** Timers that have neither fired nor been cancelled. */
    public int pendingTimers() {
        return alarms.size();
    }

    /** What tasks of strands have thrown so far; the test takes it upon itself. */
    public List<Throwable> takeFailures() {
        List<Throwable> taken = List.copyOf(failures);
        failures.clear();
        return taken;
    }

    private void rethrow() {
        if (!failures.isEmpty()) {
            AssertionError error = new AssertionError("A task of a strand failed: " + failures.get(0), failures.get(0));
            failures.stream().skip(1).forEach(error::addSuppressed);
            failures.clear();
            throw error;
        }
    }

    private void checkThread() {
        if (Thread.currentThread() != owner) {
            throw new IllegalStateException("Virtual time belongs to " + owner + ", used on " + Thread.currentThread());
        }
    }

    private record Alarm(long due, long number, Runnable task) { }

    private final class VirtualHome implements Home {
        @Override
        public void execute(Runnable task) {
            checkThread();
            tasks.add(task);
        }

        @Override
        public Timer schedule(Duration delay, Runnable task) {
            checkThread();
            long wait = Math.min(Math.max(0, TimeUnit.NANOSECONDS.convert(delay)), Long.MAX_VALUE - nanos);
            Alarm alarm = new Alarm(nanos + wait, alarmsSet++, task);
            alarms.add(alarm);
            return () -> alarms.remove(alarm);
        }

        @Override
        public Instant now() {
            return VirtualTime.this.now();
        }

        @Override
        public long nanoTime() {
            return nanos;
        }

        @Override
        public void failed(String strand, Throwable failure) {
            failures.add(failure);
        }
    }
}
