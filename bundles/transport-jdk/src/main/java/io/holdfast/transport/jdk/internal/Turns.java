package io.holdfast.transport.jdk.internal;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the tasks of one attempt one at a time, in order, on the workers. Never on the thread that brings one: the JDK's
 * WebSocket misses the end of a socket that comes while it is inside a listener, so it gets its thread back at once.
 */
final class Turns {
    private static final Logger LOG = LoggerFactory.getLogger(Turns.class);
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final Executor workers;

    Turns(Executor workers) {
        this.workers = workers;
    }

    void take(Runnable task) {
        tasks.add(task);
        if (waiting.getAndIncrement() == 0) {
            workers.execute(this::runAll);
        }
    }

    private void runAll() {
        do {
            run(tasks.remove());
        } while (waiting.decrementAndGet() > 0);
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.error("a step of a connection failed", e);
        }
    }
}
