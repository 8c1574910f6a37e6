package io.holdfast.session.internal;

import io.holdfast.session.ErrorCode;
import io.holdfast.session.InboundCall;
import io.holdfast.session.Request;
import io.holdfast.session.SessionLimits;
import io.holdfast.strand.Strand;
import io.holdfast.strand.Timer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The CSMS's CALLs: executed one after the other and answered in their order, whether it keeps the one-outstanding rule or not. */
final class Inbound {
    /** A handler that has not answered by then never will, as far as the CSMS is concerned. */
    private static final Duration HANDLING_DEADLINE = Duration.ofSeconds(30);
    private static final Logger LOG = LoggerFactory.getLogger(Inbound.class);

    /** Puts an answer on the wire. */
    interface Answers {
        void callResult(String id, Object response);

        void callError(String id, ErrorCode code, String description);
    }

    private final String name;
    private final Strand strand;
    private final SessionLimits limits;
    private final Answers answers;
    private final Consumer<InboundCall> handler;
    private final Runnable idle;
    private final Queue<One> waiting = new ArrayDeque<>();
    private One current;

    Inbound(String name, Strand strand, SessionLimits limits, Answers answers, Consumer<InboundCall> handler, Runnable idle) {
        this.name = name;
        this.strand = strand;
        this.limits = limits;
        this.answers = answers;
        this.handler = handler;
        this.idle = idle;
    }

    boolean isIdle() {
        return current == null;
    }

    void arrived(String id, Request<?> request) {
        boolean duplicate = current != null && current.id.equals(id) || waiting.stream().anyMatch(one -> one.id.equals(id));
        if (duplicate) {
            answers.callError(id, ErrorCode.GENERIC_ERROR, "a CALL with this id is being executed");
        } else if (waiting.size() >= limits.inboundCalls()) {
            answers.callError(id, ErrorCode.GENERIC_ERROR, "too many CALLs at once: " + limits.inboundCalls() + " wait already");
        } else {
            waiting.add(new One(id, request));
            next();
        }
    }

    /** The connection has ended: nobody waits for these answers any more. */
    void forget() {
        waiting.clear();
        if (current != null) {
            current.end();
            current = null;
        }
    }

    private void next() {
        if (current != null || waiting.isEmpty()) {
            return;
        }
        One one = waiting.remove();
        current = one;
        one.deadline = strand.schedule(HANDLING_DEADLINE,
            () -> one.refuse(ErrorCode.INTERNAL_ERROR, one.request.action() + " took longer than " + HANDLING_DEADLINE.toSeconds() + " s"));
        try {
            handler.accept(one);
        } catch (RuntimeException e) {
            LOG.error("{}: executing {} failed", name, one.request.action(), e);
            one.refuse(ErrorCode.INTERNAL_ERROR, one.request.action() + " failed: " + e.getMessage());
        }
    }

    private final class One implements InboundCall {
        private final String id;
        private final Request<?> request;
        private Timer deadline;
        private boolean ended;

        One(String id, Request<?> request) {
            this.id = id;
            this.request = request;
        }

        @Override
        public Request<?> request() {
            return request;
        }

        @Override
        public void answer(Object response) {
            finish(() -> answers.callResult(id, response));
        }

        @Override
        public void refuse(ErrorCode code, String description) {
            finish(() -> answers.callError(id, code, description));
        }

        private void finish(Runnable answer) {
            if (ended) {
                LOG.debug("{}: a second or late answer to {} is dropped", name, request.action());
                return;
            }
            end();
            current = null;
            answer.run();
            // behind the running task: a handler that answers at once must not pile up the stack
            strand.dispatch(() -> {
                next();
                if (isIdle()) {
                    idle.run();
                }
            });
        }

        private void end() {
            ended = true;
            if (deadline != null) {
                deadline.cancel();
            }
        }
    }
}
