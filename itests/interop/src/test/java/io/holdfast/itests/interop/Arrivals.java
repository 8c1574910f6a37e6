package io.holdfast.itests.interop;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What one side has received, to be awaited in whatever order; each arrival is handed out once. */
final class Arrivals<T> {
    static final Duration DEADLINE = Duration.ofSeconds(30);

    private final List<T> all = new ArrayList<>();
    private final List<T> fresh = new ArrayList<>();

    synchronized void add(T arrival) {
        all.add(arrival);
        fresh.add(arrival);
        notifyAll();
    }

    /** The first that nobody has taken yet. */
    synchronized T next(String what, Predicate<? super T> wanted) throws InterruptedException {
        long deadline = System.nanoTime() + DEADLINE.toNanos();
        while (true) {
            for (T arrival : fresh) {
                if (wanted.test(arrival)) {
                    fresh.remove(arrival);
                    return arrival;
                }
            }
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new AssertionError("No " + what + " within " + DEADLINE.toSeconds() + " s; there were " + all);
            }
            wait(left);
        }
    }

    synchronized List<T> all() {
        return List.copyOf(all);
    }
}
