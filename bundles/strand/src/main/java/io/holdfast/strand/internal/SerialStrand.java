package io.holdfast.strand.internal;

import io.holdfast.strand.Strand;
import io.holdfast.strand.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * A strand as three states and a queue.
 *
 * <pre>
 *   IDLE --dispatch--> BUSY --left, nothing was queued--> IDLE
 *   any  --queued----> MORE --entered or looks again----> BUSY
 * </pre>
 *
 * <p>Whoever moves the state away from IDLE enters, or sends the home executor in; all others leave their task in the
 * queue. An uncontended dispatch is two compare-and-sets and allocates nothing.
 */
public final class SerialStrand implements Strand {
    /** Tasks of one run before the thread is given back, so that a busy charge point can't keep an event loop. */
    static final int BUDGET = 64;

    private static final int IDLE = 0;
    private static final int BUSY = 1;
    private static final int MORE = 2;

    private final String name;
    private final Home home;
    private final Consumer<SerialStrand> onClose;
    private final AtomicInteger state = new AtomicInteger(IDLE);
    private final Queue<Runnable> queue = new ConcurrentLinkedQueue<>();
    private final Set<Alarm> alarms = ConcurrentHashMap.newKeySet();
    private final Runnable drain = () -> drain(BUDGET);
    private volatile boolean closed;
    /** Plain on purpose: a thread finds itself here only if it has written itself, and it sees its own writes. */
    private Thread inside;

    /** @param onClose told once or more often that the strand is closed */
    public SerialStrand(String name, Home home, Consumer<SerialStrand> onClose) {
        this.name = Objects.requireNonNull(name, "name");
        this.home = home;
        this.onClose = onClose;
    }

    @Override
    public void dispatch(Runnable task) {
        Objects.requireNonNull(task, "task");
        if (state.compareAndSet(IDLE, BUSY)) {
            inside = Thread.currentThread();
            run(task);
            inside = null;
            if (!state.compareAndSet(BUSY, IDLE)) {
                drain(BUDGET - 1);
            }
        } else if (enqueue(task)) {
            drain(BUDGET);
        }
    }

    @Override
    public void execute(Runnable task) {
        Objects.requireNonNull(task, "task");
        if (enqueue(task)) {
            home.execute(drain);
        }
    }

    /** Whether the caller has to see to the queue, because nobody else does. */
    private boolean enqueue(Runnable task) {
        queue.add(task);
        return state.getAndSet(MORE) == IDLE;
    }

    private void drain(int budget) {
        inside = Thread.currentThread();
        int left = budget;
        do {
            // before looking: what is queued from here on sets MORE again and is not missed
            state.set(BUSY);
            for (Runnable task = queue.poll(); task != null; task = queue.poll()) {
                run(task);
                if (--left == 0) {
                    inside = null;
                    home.execute(drain);
                    return;
                }
            }
            inside = null;
        } while (!state.compareAndSet(BUSY, IDLE) && reenter());
    }

    private boolean reenter() {
        inside = Thread.currentThread();
        return true;
    }

    /**
     * Catches whatever is thrown, errors of the virtual machine too: passed on they would end in a thread of a transport
     * that can do nothing about them, and a strand left BUSY is a charge point that never says a word again.
     */
    private void run(Runnable task) {
        if (closed) {
            return;
        }
        try {
            task.run();
        } catch (Throwable e) {
            report(e);
        }
    }

    private void report(Throwable failure) {
        try {
            home.failed(name, failure);
        } catch (Throwable unreported) {
            // a logger that is being stopped, or no memory left to log with: nobody remains to be told
        }
    }

    @Override
    public boolean isInside() {
        return inside == Thread.currentThread();
    }

    @Override
    public Executor offStrand() {
        return home;
    }

    @Override
    public Timer schedule(Duration delay, Runnable task) {
        Alarm alarm = new Alarm(Objects.requireNonNull(task, "task"));
        if (delay.isZero() || delay.isNegative()) {
            execute(alarm);
        } else {
            alarms.add(alarm);
            alarm.set(delay);
            if (closed) {
                alarm.cancel();
            }
        }
        return alarm;
    }

    @Override
    public Instant now() {
        return home.now();
    }

    @Override
    public long nanoTime() {
        return home.nanoTime();
    }

    @Override
    public void close() {
        closed = true;
        alarms.forEach(Alarm::cancel);
        queue.clear();
        onClose.accept(this);
    }

    @Override
    public String toString() {
        return "strand " + name;
    }

    private final class Alarm implements Timer, Runnable {
        private final Runnable task;
        private volatile Timer clock;
        private volatile boolean cancelled;

        Alarm(Runnable task) {
            this.task = task;
        }

        void set(Duration delay) {
            clock = home.schedule(delay, this::ring);
        }

        private void ring() {
            alarms.remove(this);
            dispatch(this);
        }

        /** On the strand, perhaps some time after it rang. */
        @Override
        public void run() {
            if (!cancelled) {
                task.run();
            }
        }

        @Override
        public void cancel() {
            cancelled = true;
            alarms.remove(this);
            Timer running = clock;
            if (running != null) {
                running.cancel();
            }
        }
    }
}
