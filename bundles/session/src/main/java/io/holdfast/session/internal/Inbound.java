package io.holdfast.session.internal;

import io.holdfast.session.ErrorCode;
import io.holdfast.session.InboundCall;
import io.holdfast.session.Mishap;
import io.holdfast.session.Request;
import io.holdfast.strand.Strand;
import io.holdfast.strand.Timer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The CSMS's CALLs on one connection: executed one after the other and answered in their order, whether it keeps the
 * one-outstanding rule or not. On the strand.
 */
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
    private final int limit;
    private final Answers answers;
    private final Consumer<InboundCall> handler;
    private final Consumer<Mishap> mishaps;
    private final Runnable idle;
    private final Queue<One> waiting = new ArrayDeque<>();
    private One current;

    /** @param limit of CALLs that wait behind the one that is executed */
    Inbound(String name, Strand strand, int limit, Answers answers, Consumer<InboundCall> handler, Consumer<Mishap> mishaps,
            Runnable idle) {
        this.name = name;
        this.strand = strand;
        this.limit = limit;
        this.answers = answers;
        this.handler = handler;
        this.mishaps = mishaps;
        this.idle = idle;
    }

    boolean isIdle() {
        return current == null && waiting.isEmpty();
    }

    void arrived(Frame.Call call) {
        arrived(new One(call.id(), call.request(), handler));
    }

    /** Refused when its turn comes: the answers keep the order of the CALLs. */
    void arrived(Frame.InvalidCall call) {
        arrived(new One(call.id(), new Unreadable(call.action()), one -> one.refuse(call.code(), call.description())));
    }

    private void arrived(One one) {
        boolean duplicate = current != null && current.id.equals(one.id) || waiting.stream().anyMatch(other -> other.id.equals(one.id));
        if (duplicate) {
            mishaps.accept(Mishap.DOUBLED_CALL);
            answers.callError(one.id, ErrorCode.GENERIC_ERROR, "a CALL with this id is being executed");
        } else if (waiting.size() >= limit) {
            mishaps.accept(Mishap.TOO_MANY_CALLS);
            answers.callError(one.id, ErrorCode.GENERIC_ERROR, "too many CALLs at once: " + limit + " wait already");
        } else {
            waiting.add(one);
            next();
        }
    }

    /** Nobody waits for these answers any more; what handlers still answer is dropped. */
    void forget() {
        waiting.clear();
        if (current != null) {
            current.end();
        }
    }

    private void next() {
        if (current == null && !waiting.isEmpty()) {
            current = waiting.remove();
            current.execute();
        }
    }

    private record Unreadable(String action) implements Request<Object> { }

    private final class One implements InboundCall {
        private final String id;
        private final Request<?> request;
        private final Consumer<? super One> execution;
        private Timer deadline;
        private boolean ended;

        One(String id, Request<?> request, Consumer<? super One> execution) {
            this.id = id;
            this.request = request;
            this.execution = execution;
        }

        void execute() {
            try {
                execution.accept(this);
            } catch (RuntimeException | LinkageError | VirtualMachineError e) {
                // a handler may be anybody's, and its bundle incomplete; without an answer it would hold up all that follow
                LOG.error("{}: executing {} failed", name, request.action(), e);
                refuse(ErrorCode.INTERNAL_ERROR, request.action() + " failed: " + e.getMessage());
            }
            if (!ended) {
                deadline = strand.schedule(HANDLING_DEADLINE,
                    () -> refuse(ErrorCode.INTERNAL_ERROR, request.action() + " took longer than " + HANDLING_DEADLINE.toSeconds() + " s"));
            }
        }

        @Override
        public Request<?> request() {
            return request;
        }

        @Override
        public void answer(Object response) {
            if (isFirstAnswer()) {
                answers.callResult(id, response);
            }
        }

        @Override
        public void refuse(ErrorCode code, String description) {
            if (isFirstAnswer()) {
                answers.callError(id, code, description);
            }
        }

        private boolean isFirstAnswer() {
            if (ended) {
                LOG.debug("{}: a second or late answer to {} is dropped", name, request.action());
                return false;
            }
            end();
            // behind the running task: a handler that answers at once must not pile up the stack
            strand.dispatch(() -> {
                next();
                if (isIdle()) {
                    idle.run();
                }
            });
            return true;
        }

        private void end() {
            ended = true;
            current = null;
            if (deadline != null) {
                deadline.cancel();
            }
        }
    }
}
