package io.holdfast.itests.karaf;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Waits for what nobody tells of: it is looked at until it is so. */
final class Await {
    static final long PATIENCE_SECONDS = 60;
    private static final long BETWEEN_LOOKS = TimeUnit.MILLISECONDS.toNanos(20);

    private Await() { }

    static <T> T present(String what, Callable<Optional<T>> look) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (System.nanoTime() < deadline) {
            Optional<T> seen = look.call();
            if (seen.isPresent()) {
                return seen.get();
            }
            LockSupport.parkNanos(BETWEEN_LOOKS);
        }
        throw new AssertionError("not seen within " + PATIENCE_SECONDS + " s: " + what);
    }

    static void isTrue(String what, Callable<Boolean> look) throws Exception {
        present(what, () -> look.call() ? Optional.of(true) : Optional.empty());
    }
}
