package io.holdfast.session.internal;

import io.holdfast.session.Mishap;
import io.holdfast.session.Outcome;
import io.holdfast.session.Outcome.NotSent.Cause;
import io.holdfast.session.Request;
import io.holdfast.session.Session.OpenCall;
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

    /** Of so many calls without an answer it is known that a later one is late; of older ones it counts as doubled. */
    private static final int MAX_UNANSWERED = 32;

    /** Puts a CALL on the wire. */
    interface Wire {
        /** @throws RuntimeException if the request can't be encoded; nothing is sent then */
        void call(String id, Request<?> request);
    }

    /** Hears of a CALL that was not answered in time, before anybody else, and of every outcome after the caller has. */
    interface Watcher {
        void unanswered();

        void settled(Request<?> request, Outcome<?> outcome);
    }

    private static final class Pending<R> {
        private final String id;
        private final Request<R> request;
        private final Consumer<? super Outcome<R>> callback;
        /** Runs while it waits for its turn, if its sender has not all the time. */
        private Timer expiry;

        Pending(String id, Request<R> request, Consumer<? super Outcome<R>> callback) {
            this.id = id;
            this.request = request;
            this.callback = callback;
        }

        // the codec has read the response as the answer to this very request
        @SuppressWarnings("unchecked")
        Outcome<R> answeredBy(Object response) {
            return new Outcome.Answered<>((R) response);
        }

        void waitsNoMore() {
            if (expiry != null) {
                expiry.cancel();
                expiry = null;
            }
        }
    }

    private final String name;
    private final Strand strand;
    private final int maxQueued;
    private final Supplier<Duration> timeout;
    private final Watcher watcher;
    private final MessageIds ids = new MessageIds();
    private final Queue<Pending<?>> queue = new ArrayDeque<>();
    /** Ids whose answers may still come. */
    private final Queue<String> unanswered = new ArrayDeque<>();
    private Timer timeoutTimer;
    private long sentAtNanos;
    private volatile Pending<?> outstanding;
    private volatile int queued;
    private volatile long sent;

    Outbound(String name, Strand strand, int maxQueued, Supplier<Duration> timeout, Watcher watcher) {
        this.name = name;
        this.strand = strand;
        this.maxQueued = maxQueued;
        this.timeout = timeout;
        this.watcher = watcher;
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
        return pending == null ? Optional.empty() : Optional.of(pending.request.action());
    }

    /** From the last CALL on the wire until now. */
    Duration sinceSent() {
        return Duration.ofNanos(strand.nanoTime() - sentAtNanos);
    }

    Optional<Request<?>> waitingFor(String id) {
        Pending<?> pending = outstanding;
        return pending != null && pending.id.equals(id) ? Optional.of(pending.request) : Optional.empty();
    }

    // ---- answers that nobody waits for

    private void unanswered(String id) {
        if (unanswered.size() == MAX_UNANSWERED) {
            unanswered.remove();
        }
        unanswered.add(id);
    }

    /** What an answer is whose id {@link #waitingFor} does not know. */
    Mishap stray(String id) {
        if (unanswered.remove(id)) {
            return Mishap.LATE_ANSWER;
        }
        return ids.isOurs(id) ? Mishap.DOUBLED_ANSWER : Mishap.UNKNOWN_ANSWER;
    }

    // ---- sending

    <R> OpenCall enqueue(Request<R> request, Consumer<? super Outcome<R>> callback, Optional<Duration> patience) {
        if (queue.size() >= maxQueued) {
            return refuse(request, callback, Cause.QUEUE_FULL, maxQueued + " calls wait already");
        }
        Pending<R> pending = new Pending<>(ids.next(), request, callback);
        queue.add(pending);
        queued = queue.size();
        patience.ifPresent(wait -> pending.expiry = strand.schedule(wait,
            () -> takeBack(pending, Cause.EXPIRED, "its turn did not come within " + wait.toMillis() + " ms")));
        return () -> takeBack(pending, Cause.CANCELLED, "it was taken back");
    }

    private <R> boolean takeBack(Pending<R> pending, Cause cause, String why) {
        boolean waited = queue.remove(pending);
        if (waited) {
            queued = queue.size();
            pending.waitsNoMore();
            strand.dispatch(() -> notSent(pending, cause, why));
        }
        return waited;
    }

    /** Takes the call not even into the queue; told behind the running task. */
    <R> OpenCall refuse(Request<R> request, Consumer<? super Outcome<R>> callback, Cause cause, String why) {
        Pending<R> refused = new Pending<>("", request, callback);
        strand.dispatch(() -> notSent(refused, cause, why));
        return () -> false;
    }

    void sendNext(Wire wire) {
        Pending<?> next = queue.remove();
        queued = queue.size();
        next.waitsNoMore();
        send(next, wire);
    }

    <R> void send(Request<R> request, Consumer<? super Outcome<R>> callback, Wire wire) {
        send(new Pending<>(ids.next(), request, callback), wire);
    }

    private <R> void send(Pending<R> pending, Wire wire) {
        outstanding = pending;
        // before it is encoded: whatever is thrown there, memory that has run out too, the slot is free again in time
        Duration patience = timeout.get();
        timeoutTimer = strand.schedule(patience, () -> {
            if (outstanding == pending) {
                watcher.unanswered();
                // behind what comes of that: a connection that ends over it gets no further CALL
                strand.dispatch(() -> timedOut(pending, patience));
            }
        });
        try {
            wire.call(pending.id, pending.request);
        } catch (RuntimeException e) {
            // not NotSent, which says that the same may be tried again at once
            LOG.error("{}: {} can't be encoded", name, pending.request, e);
            strand.dispatch(() -> finish(new Outcome.Refused<>("InternalError", "it can't be encoded: " + e.getMessage()), pending));
            return;
        }
        sent++;
        sentAtNanos = strand.nanoTime();
    }

    private <R> void timedOut(Pending<R> pending, Duration patience) {
        if (outstanding == pending) {
            unanswered(pending.id);
            finish(new Outcome.TimedOut<>(patience), pending);
        }
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

    /** The outstanding call was refused, but for who we are and not for what it is. */
    void notAccepted(String why) {
        notAccepted(outstanding, why);
    }

    private <R> void notAccepted(Pending<R> pending, String why) {
        finish(new Outcome.NotSent<>(Cause.NOT_ACCEPTED, why), pending);
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
            unanswered(cut.id);
            strand.dispatch(() -> uncertain(cut, reason));
        }
        detachQueued(Cause.OFFLINE, "the connection ended before its turn: " + reason);
    }

    /** None of the calls that wait may go any more; told behind the running task. */
    void detachQueued(Cause cause, String why) {
        for (Pending<?> pending : queue) {
            pending.waitsNoMore();
            strand.dispatch(() -> notSent(pending, cause, why));
        }
        queue.clear();
        queued = 0;
    }

    private <R> void uncertain(Pending<R> pending, CloseReason reason) {
        tell(pending, new Outcome.Uncertain<>(reason));
    }

    private <R> void notSent(Pending<R> pending, Cause cause, String why) {
        tell(pending, new Outcome.NotSent<>(cause, why));
    }

    private <R> void tell(Pending<R> pending, Outcome<R> outcome) {
        try {
            pending.callback.accept(outcome);
        } catch (RuntimeException e) {
            LOG.error("{}: the sender of {} failed on its outcome {}", name, pending.request.action(), outcome, e);
        }
        watcher.settled(pending.request, outcome);
    }
}
