package io.holdfast.charger.simulator.internal;

import java.time.Duration;
import java.time.Instant;

/** Time, and the one thread on which every simulated charger lives. */
interface Scheduler {
    /** The wall clock, for time stamps. */
    Instant now();

    /** A clock that never steps, in nanoseconds, meaningful only as a difference. */
    long nanoTime();

    /**
     * Runs the task on the simulator's thread, after all that were given before.
     *
     * @throws java.util.concurrent.RejectedExecutionException if the simulator has ended
     */
    void execute(Runnable task);

    /**
     * Runs the task on the simulator's thread once in each period.
     *
     * @return ends it
     */
    Runnable repeat(Duration period, Runnable task);
}
