package io.holdfast.session.internal;

import io.holdfast.session.Outcome;
import io.holdfast.session.Request;
import io.holdfast.strand.Strand;
import io.holdfast.strand.Timer;
import io.holdfast.transport.CloseReason;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Our CALLs: at most one is outstanding (OCPP-J 1.6 §4.1.1), the live ones wait in a bounded queue. Every call gets its
 * outcome exactly once.
 */
final class Outbound {
    private static final Logger LOG = LoggerFactory.getLogger(Outbound.class);

    /** Puts a CALL on the wire. */
    interface Wire {
        void write(String id, Request<?> request);
    }

    /** Hears of every outcome after the caller has. */
    interface Settled {
        void settled(Request<?> request, Outcome<?> outcome);
    }

    private record Pending<R>(String id, Request<R> request, Consumer<? super Outcome<R>> callback) {
        void complete(Outcome<R> outcome) {
            try {
                callback.accept(outcome);
            } catch (RuntimeException e) {
                LOG.error("The sender of {} failed on its outcome {}", request.action(), outcome, e);
            }
        }

        // the codec has read the response as the answer to this very request
        @SuppressWarnings("unchecked")
        Outcome<R> answeredBy(Object response) {
            return new Outcome.Answered<>((R) response);
        }
    }

    private final Strand strand;
    private final int maxQueued;
    private final Supplier<Duration> timeout;
    private final Wire wire;
    private final Settled settled;
    private final MessageIds ids = new MessageIds();
    private final Queue<Pending<?>> queue = new ArrayDeque<>();
    private Pending<?> outstanding;
    private Timer timeoutTimer;
    private long sent;

    Outbound(Strand strand, int maxQueued, Supplier<Duration> timeout, Wire wire, Settled settled) {
        this.strand = strand;
        this.maxQueued = maxQueued;
        this.timeout = timeout;
        this.wire = wire;
        this.settled = settled;
    }

    boolean isFree() {
        return outstanding == null;
    }

    boolean hasQueued() {
        return !queue.isEmpty();
    }

    int queued() {
        return queue.size();
    }

    long sent() {
        return sent;
    }

    Optional<String> outstanding() {
        return Optional.ofNullable(outstanding).map(pending -> pending.request().action());
    }

    Optional<Request<?>> waitingFor(String id) {
        return outstanding != null && outstanding.id().equals(id) ? Optional.of(outstanding.request()) : Optional.empty();
    }

    <R> void enqueue(Request<R> request, Consumer<? super Outcome<R>> callback) {
        if (queue.size() >= maxQueued) {
            refuse(callback, maxQueued + " calls wait already");
        } else {
            queue.add(new Pending<>(ids.next(), request, callback));
        }
    }

    void sendNext() {
        send(queue.remove());
    }

    <R> void send(Request<R> request, Consumer<? super Outcome<R>> callback) {
        send(new Pending<>(ids.next(), request, callback));
    }

    private <R> void send(Pending<R> pending) {
        outstanding = pending;
        try {
            wire.write(pending.id(), pending.request());
        } catch (RuntimeException e) {
            LOG.error("{} can't be written as a message", pending.request(), e);
            strand.dispatch(() -> finish(new Outcome.NotSent<>("it can't be written: " + e.getMessage()), pending));
            return;
        }
        sent++;
        Duration patience = timeout.get();
        timeoutTimer = strand.schedule(patience, () -> finish(new Outcome.TimedOut<>(patience), pending));
    }

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

    /** Never inside the caller's own call. */
    <R> void refuse(Consumer<? super Outcome<R>> callback, String why) {
        strand.dispatch(() -> callback.accept(new Outcome.NotSent<>(why)));
    }

    /** The connection has ended. The outcomes are told behind the running task, when everybody knows of the end. */
    void detach(CloseReason reason) {
        List<Runnable> outcomes = new ArrayList<>();
        if (outstanding != null) {
            Pending<?> cut = outstanding;
            release();
            outcomes.add(() -> uncertain(cut, reason));
        }
        for (Pending<?> pending : queue) {
            outcomes.add(() -> notSent(pending, reason));
        }
        queue.clear();
        outcomes.forEach(strand::dispatch);
    }

    private <R> void uncertain(Pending<R> pending, CloseReason reason) {
        tell(pending, new Outcome.Uncertain<>(reason));
    }

    private <R> void notSent(Pending<R> pending, CloseReason reason) {
        tell(pending, new Outcome.NotSent<>("the connection ended before its turn: " + reason));
    }

    private <R> void tell(Pending<R> pending, Outcome<R> outcome) {
        pending.complete(outcome);
        settled.settled(pending.request(), outcome);
    }
}
