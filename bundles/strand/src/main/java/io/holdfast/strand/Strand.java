package io.holdfast.strand;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Runs tasks one at a time, in the order in which they were given, on whichever thread brings them or on the home
 * executor. Tasks never block. All methods may be called from any thread.
 *
 * <p>A task that is given from inside always queues behind the present one, so nothing on a strand is re-entered. An
 * exception thrown by a task is logged and harms no other task.
 */
@ProviderType
public interface Strand extends Executor, AutoCloseable {
    /**
     * Runs the task on the calling thread before this method returns, if nobody is inside; otherwise whoever is inside
     * runs it. For threads that hold no lock and belong to a transport or a timer.
     */
    void dispatch(Runnable task);

    /** Queues the task for the home executor and returns at once. For everybody else. */
    @Override
    void execute(Runnable task);

    /** Whether the calling thread is running a task of this strand now. */
    boolean isInside();

    /** Runs tasks on the home executor, off this strand and unordered: stages handed to users complete there. */
    Executor offStrand();

    /** Dispatches the task once the delay has passed. A delay of zero or less queues it. */
    Timer schedule(Duration delay, Runnable task);

    /** The wall clock, which may step. For time stamps, never for waiting. */
    Instant now();

    /** A clock that never steps, in nanoseconds, meaningful only as a difference. */
    long nanoTime();

    /** Drops every timer and every queued task; what is given later is dropped too. The running task ends normally. */
    @Override
    void close();
}
