package io.holdfast.strand.internal;

import io.holdfast.strand.Strand;
import io.holdfast.strand.StrandFactory;
import io.holdfast.strand.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes strands over two threads and one timer thread.
 *
 * <p>Immediate, because a delayed component ends with its last user, who may still be tidying up on a strand.
 */
@Component(immediate = true)
public final class Strands implements StrandFactory {
    private static final Logger LOG = LoggerFactory.getLogger(Strands.class);
    private static final int HOME_THREADS = 2;
    private static final Duration GOODBYE = Duration.ofSeconds(1);

    private final Set<SerialStrand> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger threads = new AtomicInteger();
    private final ThreadPoolExecutor executor = new ThreadPoolExecutor(
        HOME_THREADS, HOME_THREADS, 0, TimeUnit.MILLISECONDS, new LinkedBlockingQueue<>(),
        daemons(() -> "holdfast-strand-" + threads.incrementAndGet()),
        // the queue has no bound, so this is after the end: strands are closed and drop the task themselves, but a
        // stage that somebody waits for still completes
        (task, ended) -> task.run());
    private final ScheduledThreadPoolExecutor timers = new ScheduledThreadPoolExecutor(1, daemons(() -> "holdfast-timer"),
            // likewise: its strand is closed
            new ThreadPoolExecutor.DiscardPolicy());
    private final Home home = new SystemHome();

    /**
     * Starts its threads itself: until Java 24 a thread remembers whose code was on the stack when it was made, and one made by
     * a transport's callback would keep that bundle in memory, long after it was updated.
     */
    @Activate
    public Strands() {
        executor.prestartAllCoreThreads();
        timers.prestartCoreThread();
        // a cancelled timer may have a day to go
        timers.setRemoveOnCancelPolicy(true);
    }

    @Override
    public Strand create(String name) {
        if (executor.isShutdown()) {
            throw new IllegalStateException("No strand for " + name + ": the strand bundle is stopping");
        }
        SerialStrand strand = new SerialStrand(name, home, open::remove);
        open.add(strand);
        return strand;
    }

    /** Waits for tasks that run, for a bounded time, and interrupts them after that. */
    @Deactivate
    void deactivate() {
        timers.shutdownNow();
        executor.shutdown();
        open.forEach(strand -> {
            LOG.warn("{} was not closed by its maker; closed now", strand);
            strand.close();
        });
        await(timers);
        await(executor);
    }

    /** Timers waiting on the shared thread, of all strands. */
    int pendingTimers() {
        return timers.getQueue().size();
    }

    private static void await(ExecutorService ending) {
        try {
            if (!ending.awaitTermination(GOODBYE.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("A task still runs {} after the stop; it is interrupted, and its thread ends with it", GOODBYE);
                ending.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static ThreadFactory daemons(Supplier<String> name) {
        return task -> {
            Thread thread = new Thread(task, name.get());
            thread.setDaemon(true);
            // not the loader of whoever happened to give the first task: that would keep its bundle in memory
            thread.setContextClassLoader(Strands.class.getClassLoader());
            thread.setUncaughtExceptionHandler((t, e) -> LOG.error("A task on {} failed", t.getName(), e));
            return thread;
        };
    }

    private final class SystemHome implements Home {
        @Override
        public void execute(Runnable task) {
            executor.execute(task);
        }

        @Override
        public Timer schedule(Duration delay, Runnable task) {
            Future<?> alarm = timers.schedule(task, TimeUnit.NANOSECONDS.convert(delay), TimeUnit.NANOSECONDS);
            return () -> alarm.cancel(false);
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
        public void failed(String strand, Throwable failure) {
            LOG.error("A task of {} failed", strand, failure);
        }
    }
}
