package io.holdfast.itests.benchmarks;

import io.holdfast.strand.Strand;
import io.holdfast.strand.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;

/** A strand of one thread whose timers never fire, so that only the session is measured. */
final class InlineStrand implements Strand {
    private static final Timer NEVER = () -> { };

    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private boolean inside;

    @Override
    public void dispatch(Runnable task) {
        if (inside) {
            tasks.add(task);
            return;
        }
        inside = true;
        for (Runnable next = task; next != null; next = tasks.poll()) {
            next.run();
        }
        inside = false;
    }

    @Override
    public void execute(Runnable task) {
        dispatch(task);
    }

    @Override
    public boolean isInside() {
        return inside;
    }

    @Override
    public Executor offStrand() {
        return this;
    }

    @Override
    public Timer schedule(Duration delay, Runnable task) {
        return NEVER;
    }

    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public void close() {
        tasks.clear();
    }
}
