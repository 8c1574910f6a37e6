package io.holdfast.chargepoint.internal;

import io.holdfast.chargepoint.ActionContext;
import io.holdfast.chargepoint.ActionHandler;
import io.holdfast.chargepoint.Reply;
import io.holdfast.ocpp16.Response;
import io.holdfast.session.Request;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ObjIntConsumer;

/** A CALL that a handler is asked to answer; asked when run. Any thread. */
final class Question {
    private final HandlerService service;
    private final CompletableFuture<Reply<?>> reply = new CompletableFuture<>();
    private final FutureTask<Void> asking;
    private final ObjIntConsumer<HandlerService> threadsKept;
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.WAITS_FOR_A_THREAD);

    /** @param threadsKept told of one more or one less (-1) thread that is inside the handler though nobody waits for it any more */
    Question(HandlerService service, Request<?> request, ActionContext context, ObjIntConsumer<HandlerService> threadsKept) {
        this.service = service;
        this.asking = new FutureTask<>(() -> ask(request, context), null);
        this.threadsKept = threadsKept;
    }

    private enum Phase { WAITS_FOR_A_THREAD, INSIDE, GIVEN_UP_INSIDE, RETURNED }

    /** What the handler replies, null if that is what it replies; a failure where it does not. */
    CompletionStage<Reply<?>> reply() {
        return reply;
    }

    boolean isTo(HandlerService other) {
        return service.id() == other.id();
    }

    /** Whether a thread was free to ask it. */
    boolean begun() {
        return phase.get() != Phase.WAITS_FOR_A_THREAD;
    }

    void run() {
        phase.set(Phase.INSIDE);
        asking.run();
        if (phase.getAndSet(Phase.RETURNED) == Phase.GIVEN_UP_INSIDE) {
            threadsKept.accept(service, -1);
        }
    }

    @SuppressWarnings("unchecked")
    private void ask(Request<?> request, ActionContext context) {
        try {
            CompletionStage<? extends Reply<?>> stage = ((ActionHandler<Request<Response>, Response>) service.handler())
                .handle((Request<Response>) request, context);
            if (stage == null) {
                reply.complete(null);
            } else {
                stage.whenComplete((given, failure) -> {
                    if (failure == null) {
                        reply.complete(given);
                    } else {
                        reply.completeExceptionally(failure);
                    }
                });
            }
        } catch (Throwable thrown) {
            // it is anybody's code, its bundle may be incomplete, and whatever it throws the CSMS waits
            reply.completeExceptionally(thrown);
        }
    }

    /** The handler can't be heard, or not any more. */
    static final class Unheard extends Exception {
        private static final long serialVersionUID = 1L;

        Unheard(String why) {
            super(why);
        }
    }

    /** Its bundle stops: what it would still say may come from code that works no more. */
    void handlerGone() {
        giveUp(new Unheard("it was unregistered meanwhile"));
    }

    /** Fails the reply, if there is none yet, and interrupts the handler, if it is still inside. Tells whether there was none. */
    boolean giveUp(Throwable why) {
        boolean open = reply.completeExceptionally(why);
        if (open) {
            asking.cancel(true);
            if (phase.get() == Phase.INSIDE) {
                // before it can return and be counted off
                threadsKept.accept(service, 1);
                if (!phase.compareAndSet(Phase.INSIDE, Phase.GIVEN_UP_INSIDE)) {
                    threadsKept.accept(service, -1);
                }
            }
        }
        return open;
    }
}
