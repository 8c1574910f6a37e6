package io.holdfast.transport.jdk.internal;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the tasks of one attempt one at a time, in order, on the threads that bring them. */
final class Turns {
    private static final Logger LOG = LoggerFactory.getLogger(Turns.class);
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();

    /** Runs the task, at once unless another is running; then that one's thread does. */
    void take(Runnable task) {
        tasks.add(task);
        if (waiting.getAndIncrement() == 0) {
            do {
                run(tasks.remove());
            } while (waiting.decrementAndGet() > 0);
        }
    }

    /** Catches whatever is thrown, errors of the virtual machine too: passed on, they would leave all that follow in the queue. */
    private static void run(Runnable task) {
        try {
            task.run();
        } catch (Throwable e) {
            LOG.error("a step of a connection failed", e);
        }
    }
}
