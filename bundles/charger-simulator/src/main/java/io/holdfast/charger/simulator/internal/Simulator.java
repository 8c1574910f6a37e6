package io.holdfast.charger.simulator.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the simulated chargers share: one thread, and who owns which id. */
@Component(service = Simulator.class)
public final class Simulator implements Scheduler {
    private static final Logger LOG = LoggerFactory.getLogger(Simulator.class);
    private static final Duration END_WITHIN = Duration.ofSeconds(3);

    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(Simulator::thread);
    private final ConcurrentMap<String, Object> owners = new ConcurrentHashMap<>();

    @Activate
    public Simulator() { }

    /** Whether the id is the owner's from now on, or was already; false if it is another's. */
    boolean claim(String chargerId, Object owner) {
        Object present = owners.putIfAbsent(chargerId, owner);
        return present == null || present == owner;
    }

    void release(String chargerId) {
        owners.remove(chargerId);
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
    public void execute(Runnable task) {
        executor.execute(guarded(task));
    }

    @Override
    public Runnable repeat(Duration period, Runnable task) {
        Future<?> repetition = executor.scheduleWithFixedDelay(guarded(task), period.toNanos(), period.toNanos(), TimeUnit.NANOSECONDS);
        return () -> repetition.cancel(false);
    }

    /** Ends the thread, after what the chargers have left to it: each saves its state when it is closed. */
    @Deactivate
    void deactivate() throws InterruptedException {
        executor.shutdown();
        if (!executor.awaitTermination(END_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.warn("The simulator's thread is still busy {} s after its end; a listener may be blocking it", END_WITHIN.toSeconds());
            executor.shutdownNow();
        }
    }

    /** The executor keeps what a task throws to itself, and would not repeat it again. */
    private static Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                LOG.error("A task of the charger simulator failed", e);
            }
        };
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "holdfast-charger-simulator");
        thread.setDaemon(true);
        // else the thread keeps the loader of whoever happened to activate the first charger
        thread.setContextClassLoader(Simulator.class.getClassLoader());
        return thread;
    }
}
