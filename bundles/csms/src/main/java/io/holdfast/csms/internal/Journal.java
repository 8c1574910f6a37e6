package io.holdfast.csms.internal;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.function.LongFunction;
import java.util.function.Predicate;

/** The last entries of a growing list, and those who wait for one. Thread-safe. */
final class Journal<T> {
    private static final int SHOWN_ON_TIMEOUT = 10;
    private final Vertx vertx;
    private final int size;
    private final Deque<T> entries = new ArrayDeque<>();
    private final List<Waiter<T>> waiters = new ArrayList<>();
    private long count;
    private boolean closed;

    private record Waiter<T>(Predicate<T> wanted, CompletableFuture<T> found) {
        boolean takes(T entry) {
            try {
                return wanted.test(entry) && found.complete(entry);
            } catch (RuntimeException e) {
                return found.completeExceptionally(e);
            }
        }
    }

    Journal(Vertx vertx, int size) {
        this.vertx = vertx;
        this.size = size;
    }

    /** Adds what the function makes of the entry's number, which counts from 1. */
    void append(LongFunction<T> entry) {
        List<Waiter<T>> asked;
        T added;
        synchronized (this) {
            added = entry.apply(++count);
            entries.add(added);
            if (entries.size() > size) {
                entries.remove();
            }
            asked = List.copyOf(waiters);
        }
        for (Waiter<T> waiter : asked) {
            waiter.takes(added);
        }
    }

    synchronized List<T> copy() {
        return List.copyOf(entries);
    }

    synchronized long count() {
        return count;
    }

    CompletionStage<T> await(Predicate<T> wanted, Duration timeout) {
        Waiter<T> waiter = new Waiter<>(wanted, new CompletableFuture<>());
        long seen;
        do {
            List<T> present;
            synchronized (this) {
                present = List.copyOf(entries);
                seen = count;
            }
            if (present.stream().anyMatch(waiter::takes)) {
                return waiter.found;
            }
        } while (!waitsSince(seen, waiter));
        if (waiter.found.isDone()) {
            return waiter.found;
        }
        long timer = vertx.setTimer(Math.max(1, timeout.toMillis()), id -> waiter.found.completeExceptionally(
            new TimeoutException("not seen within " + timeout + "; the last there were: " + last())));
        waiter.found.whenComplete((entry, failure) -> {
            vertx.cancelTimer(timer);
            synchronized (this) {
                waiters.remove(waiter);
            }
        });
        return waiter.found.minimalCompletionStage();
    }

    /** False if there are new entries to look at first. */
    private synchronized boolean waitsSince(long seen, Waiter<T> waiter) {
        if (closed) {
            waiter.found.completeExceptionally(closedException());
        } else if (count == seen) {
            waiters.add(waiter);
        }
        return closed || count == seen;
    }

    /** Fails who still waits, now and later. */
    void close() {
        List<Waiter<T>> left;
        synchronized (this) {
            closed = true;
            left = List.copyOf(waiters);
        }
        for (Waiter<T> waiter : left) {
            waiter.found.completeExceptionally(closedException());
        }
    }

    private synchronized String last() {
        StringBuilder text = new StringBuilder();
        entries.stream().skip(Math.max(0, entries.size() - SHOWN_ON_TIMEOUT)).forEach(entry -> text.append("\n  ").append(entry));
        return text.isEmpty() ? "none" : text.toString();
    }

    private static IllegalStateException closedException() {
        return new IllegalStateException("the CSMS is closed");
    }
}
