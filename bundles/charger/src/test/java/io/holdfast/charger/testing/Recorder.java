package io.holdfast.charger.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.charger.DriverEvent;
import io.holdfast.charger.DriverListener;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** A listener that notes what it is told, on which thread, and whether it is ever told two things at a time. */
public final class Recorder implements DriverListener {
    private final BlockingQueue<DriverEvent> unread = new LinkedBlockingQueue<>();
    private final List<DriverEvent> all = new CopyOnWriteArrayList<>();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final AtomicInteger inside = new AtomicInteger();
    private final Duration patience;
    private final Consumer<DriverEvent> then;
    private volatile boolean overlapped;

    /** @param patience how long {@link #await} waits */
    public Recorder(Duration patience) {
        this(patience, event -> { });
    }

    /** @param then is done at each event, after it was noted */
    public Recorder(Duration patience, Consumer<DriverEvent> then) {
        this.patience = patience;
        this.then = then;
    }

    @Override
    public void onEvent(DriverEvent event) {
        overlapped |= inside.incrementAndGet() > 1;
        try {
            threads.add(Thread.currentThread());
            all.add(event);
            unread.add(event);
            then.accept(event);
        } finally {
            inside.decrementAndGet();
        }
    }

    /** The next event. */
    public DriverEvent next() throws InterruptedException {
        return await(DriverEvent.class, event -> true);
    }

    /** The next event of this kind for which this holds; those before it are passed over. */
    public <E extends DriverEvent> E await(Class<E> type, Predicate<E> wanted) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            DriverEvent event = unread.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            assertThat(event).as("a %s within %s after %s", type.getSimpleName(), patience, all).isNotNull();
            if (type.isInstance(event) && wanted.test(type.cast(event))) {
                return type.cast(event);
            }
        }
    }

    public List<DriverEvent> all() {
        return List.copyOf(all);
    }

    public List<Thread> threads() {
        return List.copyOf(threads);
    }

    public boolean overlapped() {
        return overlapped;
    }
}
