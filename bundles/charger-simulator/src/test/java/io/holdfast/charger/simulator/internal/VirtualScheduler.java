package io.holdfast.charger.simulator.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.RejectedExecutionException;

/** Time that passes only when a test lets it, on the test's own thread. */
final class VirtualScheduler implements Scheduler {
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final PriorityQueue<Task> tasks = new PriorityQueue<>(Comparator.comparingLong(Task::due).thenComparingLong(Task::number));
    private Duration clockStep = Duration.ZERO;
    private long nanos;
    private long given;
    private boolean ended;

    private record Task(long due, long number, Runnable run) { }

    void pass(Duration time) {
        long until = nanos + time.toNanos();
        while (!tasks.isEmpty() && tasks.peek().due() <= until) {
            Task next = tasks.poll();
            nanos = Math.max(nanos, next.due());
            next.run().run();
        }
        nanos = until;
    }

    void runPending() {
        pass(Duration.ZERO);
    }

    /** Sets the wall clock, as NTP or a mains failure would. */
    void step(Duration by) {
        clockStep = clockStep.plus(by);
    }

    void end() {
        ended = true;
    }

    int waiting() {
        return tasks.size();
    }

    @Override
    public Instant now() {
        return START.plusNanos(nanos).plus(clockStep);
    }

    @Override
    public long nanoTime() {
        return nanos;
    }

    @Override
    public void execute(Runnable task) {
        at(nanos, task);
    }

    @Override
    public Runnable repeat(Duration period, Runnable task) {
        Runnable[] again = new Runnable[1];
        again[0] = () -> {
            at(nanos + period.toNanos(), again[0]);
            task.run();
        };
        at(nanos + period.toNanos(), again[0]);
        return () -> tasks.removeIf(waiting -> waiting.run() == again[0]);
    }

    private void at(long due, Runnable task) {
        if (ended) {
            throw new RejectedExecutionException("ended");
        }
        tasks.add(new Task(due, given++, task));
    }
}
