package io.holdfast.strand.internal;

import io.holdfast.strand.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;

/** What strands share: threads that run what is left over, clocks and alarms. Tests put virtual time here. */
public interface Home extends Executor {
    /** Runs the task on the timer's thread once the delay, which is above zero, has passed. */
    Timer schedule(Duration delay, Runnable task);

    /** The wall clock. */
    Instant now();

    /** The clock that never steps. */
    long nanoTime();

    /** Told of what a task has thrown. */
    void failed(String strand, Throwable failure);
}
