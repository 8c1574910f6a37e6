package io.holdfast.chargepoint.internal;

import io.holdfast.chargepoint.ActionContext;
import io.holdfast.chargepoint.ChargePoint;
import io.holdfast.chargepoint.Reply;
import io.holdfast.ocpp16.Response;
import io.holdfast.session.ErrorCode;
import io.holdfast.session.InboundCall;
import io.holdfast.strand.Strand;
import java.time.Duration;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets the handlers of other bundles answer a CALL of the CSMS before this charge point does it itself. On the strand. */
final class Extensions {
    /** Less than the session's own for any CALL, so that the built-in behaviour has time left where it is passed on late. */
    static final Duration DEADLINE = Duration.ofSeconds(20);

    private static final Logger LOG = LoggerFactory.getLogger(Extensions.class);

    private final ChargePoint chargePoint;
    private final Strand strand;
    private final Tasks tasks;
    private final Handlers handlers;
    private final Set<Question> open = new HashSet<>();

    Extensions(ChargePoint chargePoint, Strand strand, Tasks tasks, Handlers handlers) {
        this.chargePoint = chargePoint;
        this.strand = strand;
        this.tasks = tasks;
        this.handlers = handlers;
    }

    /** @param builtIn answers what no handler does */
    void onCall(InboundCall call, Consumer<InboundCall> builtIn) {
        List<HandlerService> line = handlers.forRequest(chargePoint.id(), call.request());
        if (line.isEmpty()) {
            builtIn.accept(call);
        } else {
            new Asking(call, builtIn, line.iterator()).next();
        }
    }

    /** Interrupts who is still busy. Nobody waits for the answer any more. */
    void close() {
        open.forEach(question -> question.giveUp(new IllegalStateException(chargePoint.id() + " has ended")));
        open.clear();
    }

    /** One CALL on its way along the line of handlers. */
    private final class Asking implements ActionContext {
        private final InboundCall call;
        private final Consumer<InboundCall> builtIn;
        private final Iterator<HandlerService> line;
        private final long deadline = strand.nanoTime() + DEADLINE.toNanos();

        Asking(InboundCall call, Consumer<InboundCall> builtIn, Iterator<HandlerService> line) {
            this.call = call;
            this.builtIn = builtIn;
            this.line = line;
        }

        @Override
        public ChargePoint chargePoint() {
            return chargePoint;
        }

        @Override
        public Duration remaining() {
            return Duration.ofNanos(Math.max(0, deadline - strand.nanoTime()));
        }

        void next() {
            if (!line.hasNext()) {
                builtIn.accept(call);
                return;
            }
            HandlerService asked = line.next();
            Question question = handlers.ask(asked, call.request(), this);
            open.add(question);
            tasks.whenDone(question.reply(), remaining(), (reply, failure) -> {
                open.remove(question);
                if (failure == null) {
                    heard(asked, reply);
                } else if (question.giveUp(failure)) {
                    blame(asked, (question.begun() ? "there is no answer after " : "handlers that block have left no thread to ask it on for ")
                        + DEADLINE.toSeconds() + " s");
                } else if (failure instanceof Question.Unheard) {
                    blame(asked, failure.getMessage());
                } else {
                    LOG.error("{}: {} failed to answer {}", chargePoint.id(), asked.name(), call.request().action(), failure);
                    refuse(failure.toString());
                }
            });
        }

        private void heard(HandlerService asked, Reply<?> reply) {
            if (reply instanceof Reply.PassedOn) {
                LOG.debug("{}: {} is passed on by {}", chargePoint.id(), call.request().action(), asked.name());
                next();
            } else if (reply instanceof Reply.Refusal<?> refusal) {
                LOG.info("{}: {} is refused by {}: {} {}", chargePoint.id(), call.request().action(), asked.name(), refusal.code(),
                    refusal.description());
                call.refuse(refusal.code(), refusal.description());
            } else if (reply instanceof Reply.Answer<?> answer && answer.response() instanceof Response response
                    && response.action().equals(call.request().action())) {
                LOG.info("{}: {} is answered by {}", chargePoint.id(), call.request().action(), asked.name());
                call.answer(response);
                handlers.run(() -> afterwards(asked, answer.afterwards()));
            } else {
                blame(asked, "its answer must be a response of " + call.request().action() + ", and is "
                    + (reply instanceof Reply.Answer<?> answer ? "a " + answer.response().getClass().getSimpleName() : "null"));
            }
        }

        /** On a thread for handlers. */
        private void afterwards(HandlerService asked, Runnable task) {
            try {
                task.run();
            } catch (Throwable e) {
                // it is anybody's code; passed on it would end the thread, and no log would tell
                LOG.error("{}: what {} does after its answer to {} failed", chargePoint.id(), asked.name(), call.request().action(), e);
            }
        }

        private void blame(HandlerService asked, String what) {
            LOG.error("{}: {} failed to answer {}: {}", chargePoint.id(), asked.name(), call.request().action(), what);
            refuse(what);
        }

        private void refuse(String why) {
            call.refuse(ErrorCode.INTERNAL_ERROR, call.request().action() + " failed: " + why);
        }
    }
}
