package io.holdfast.session.internal;

import io.holdfast.session.Outcome;
import io.holdfast.session.Request;
import io.holdfast.strand.Strand;
import io.holdfast.strand.Timer;
import io.holdfast.transport.CloseReason;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Our CALLs: at most one is outstanding (OCPP-J 1.6 §4.1.1), the live ones wait in a bounded queue. Every call gets its
 * outcome exactly once. On the strand; what the status shows is volatile, written there only.
 */
final class Outbound {
    private static final Logger LOG = LoggerFactory.getLogger(Outbound.class);

    /** Puts a CALL on the wire. */
    interface Wire {
        /** @throws RuntimeException if the request can't be encoded; nothing is sent then */
        void call(String id, Request<?> request);
    }

    /** Hears of every outcome after the caller has. */
    interface Settled {
        void settled(Request<?> request, Outcome<?> outcome);
    }

    private record Pending<R>(String id, Request<R> request, Consumer<? super Outcome<R>> callback) {
        // the codec has read the response as the answer to this very request
        @SuppressWarnings("unchecked")
        Outcome<R> answeredBy(Object response) {
            return new Outcome.Answered<>((R) response);
        }
    }

    private final String name;
    private final Strand strand;
    private final int maxQueued;
    private final Supplier<Duration> timeout;
    private final Settled settled;
    private final MessageIds ids = new MessageIds();
    private final Queue<Pending<?>> queue = new ArrayDeque<>();
    private Timer timeoutTimer;
    private long sentAtNanos;
    private volatile Pending<?> outstanding;
    private volatile int queued;
    private volatile long sent;

    Outbound(String name, Strand strand, int maxQueued, Supplier<Duration> timeout, Settled settled) {
        this.name = name;
        this.strand = strand;
        this.maxQueued = maxQueued;
        this.timeout = timeout;
        this.settled = settled;
    }

    boolean isFree() {
        return outstanding == null;
    }

    boolean hasQueued() {
        return !queue.isEmpty();
    }

    int queued() {
        return queued;
    }

    long sent() {
        return sent;
    }

    /** The action that waits for its answer. */
    Optional<String> outstanding() {
        Pending<?> pending = outstanding;
        return pending == null ? Optional.empty() : Optional.of(pending.request().action());
    }

    /** From the last CALL on the wire until now. */
    Duration sinceSent() {
        return Duration.ofNanos(strand.nanoTime() - sentAtNanos);
    }

    Optional<Request<?>> waitingFor(String id) {
        Pending<?> pending = outstanding;
        return pending != null && pending.id().equals(id) ? Optional.of(pending.request()) : Optional.empty();
    }

    // ---- sending

    <R> void enqueue(Request<R> request, Consumer<? super Outcome<R>> callback) {
        if (queue.size() >= maxQueued) {
            refuse(request, callback, maxQueued + " calls wait already");
        } else {
            queue.add(new Pending<>(ids.next(), request, callback));
            queued = queue.size();
        }
    }

    /** Takes the call not even into the queue; told behind the running task. */
    <R> void refuse(Request<R> request, Consumer<? super Outcome<R>> callback, String why) {
        Pending<R> refused = new Pending<>("", request, callback);
        strand.dispatch(() -> notSent(refused, why));
    }

    void sendNext(Wire wire) {
        Pending<?> next = queue.remove();
        queued = queue.size();
        send(next, wire);
    }

    <R> void send(Request<R> request, Consumer<? super Outcome<R>> callback, Wire wire) {
        send(new Pending<>(ids.next(), request, callback), wire);
    }

    private <R> void send(Pending<R> pending, Wire wire) {
        outstanding = pending;
        try {
            wire.call(pending.id(), pending.request());
        } catch (RuntimeException e) {
            // not NotSent, which says that the same may be tried again at once
            LOG.error("{}: {} can't be encoded", name, pending.request(), e);
            strand.dispatch(() -> finish(new Outcome.Refused<>("InternalError", "it can't be encoded: " + e.getMessage()), pending));
            return;
        }
        sent++;
        sentAtNanos = strand.nanoTime();
        Duration patience = timeout.get();
        timeoutTimer = strand.schedule(patience, () -> finish(new Outcome.TimedOut<>(patience), pending));
    }

    // ---- outcomes

    void answered(Object response) {
        answered(outstanding, response);
    }

    private <R> void answered(Pending<R> pending, Object response) {
        finish(pending.answeredBy(response), pending);
    }

    void refused(String code, String description) {
        refused(outstanding, code, description);
    }

    private <R> void refused(Pending<R> pending, String code, String description) {
        finish(new Outcome.Refused<>(code, description), pending);
    }

    void unreadable(String description) {
        unreadable(outstanding, description);
    }

    private <R> void unreadable(Pending<R> pending, String description) {
        finish(new Outcome.Unreadable<>(description), pending);
    }

    private <R> void finish(Outcome<R> outcome, Pending<R> pending) {
        if (outstanding == pending) {
            release();
            tell(pending, outcome);
        }
    }

    private void release() {
        outstanding = null;
        if (timeoutTimer != null) {
            timeoutTimer.cancel();
            timeoutTimer = null;
        }
    }

    /** The connection has ended. The outcomes are told behind the running task, when everybody knows of the end. */
    void detach(CloseReason reason) {
        if (outstanding != null) {
            Pending<?> cut = outstanding;
            release();
            strand.dispatch(() -> uncertain(cut, reason));
        }
        detachQueued("the connection ended before its turn: " + reason);
    }

    /** None of the calls that wait may go any more; told behind the running task. */
    void detachQueued(String why) {
        for (Pending<?> pending : queue) {
            strand.dispatch(() -> notSent(pending, why));
        }
        queue.clear();
        queued = 0;
    }

    private <R> void uncertain(Pending<R> pending, CloseReason reason) {
        tell(pending, new Outcome.Uncertain<>(reason));
    }

    private <R> void notSent(Pending<R> pending, String why) {
        tell(pending, new Outcome.NotSent<>(why));
    }

    private <R> void tell(Pending<R> pending, Outcome<R> outcome) {
        try {
            pending.callback().accept(outcome);
        } catch (RuntimeException e) {
            LOG.error("{}: the sender of {} failed on its outcome {}", name, pending.request().action(), outcome, e);
        }
        settled.settled(pending.request(), outcome);
    }
}
