package io.holdfast.itests.karaf;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Waits for what nobody tells of: it is looked at until it is so. */
final class Await {
    private static final long PATIENCE_SECONDS = 20;
    private static final long BETWEEN_LOOKS = TimeUnit.MILLISECONDS.toNanos(20);

    private Await() { }

    static <T> T present(String what, Callable<Optional<T>> look) throws Exception {
        return present(what, PATIENCE_SECONDS, look);
    }

    private static <T> T present(String what, long seconds, Callable<Optional<T>> look) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (System.nanoTime() < deadline) {
            Optional<T> seen = look.call();
            if (seen.isPresent()) {
                return seen.get();
            }
            LockSupport.parkNanos(BETWEEN_LOOKS);
        }
        throw new AssertionError("not seen within " + seconds + " s: " + what);
    }

    static void isTrue(String what, Callable<Boolean> look) throws Exception {
        isTrue(what, PATIENCE_SECONDS, look);
    }

    static void isTrue(String what, long seconds, Callable<Boolean> look) throws Exception {
        present(what, seconds, () -> look.call() ? Optional.of(true) : Optional.empty());
    }
}
