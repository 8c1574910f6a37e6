package io.holdfast.chargepoint.internal;

import io.holdfast.chargepoint.ActionContext;
import io.holdfast.chargepoint.ActionHandler;
import io.holdfast.chargepoint.Reply;
import io.holdfast.ocpp16.Response;
import io.holdfast.session.Request;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.FutureTask;

/** A CALL that a handler is asked to answer; asked when run. Any thread. */
final class Question implements Runnable {
    private final HandlerService service;
    private final CompletableFuture<Reply<?>> reply = new CompletableFuture<>();
    private final FutureTask<Void> asking;
    private volatile boolean begun;

    Question(HandlerService service, Request<?> request, ActionContext context) {
        this.service = service;
        this.asking = new FutureTask<>(() -> ask(request, context), null);
    }

    /** What the handler replies, null if that is what it replies; a failure where it does not. */
    CompletionStage<Reply<?>> reply() {
        return reply;
    }

    boolean isTo(HandlerService other) {
        return service.id() == other.id();
    }

    /** Whether a thread was free to ask it. */
    boolean begun() {
        return begun;
    }

    @Override
    public void run() {
        begun = true;
        asking.run();
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

    /** The handler was taken away while it was asked. */
    static final class Unregistered extends Exception {
        private static final long serialVersionUID = 1L;

        Unregistered() {
            super("it was unregistered meanwhile");
        }
    }

    /** Its bundle stops: what it would still say may come from code that works no more. */
    void handlerGone() {
        giveUp(new Unregistered());
    }

    /** Fails the reply, if there is none yet, and interrupts the handler, if it is still inside. Tells whether there was none. */
    boolean giveUp(Throwable why) {
        boolean open = reply.completeExceptionally(why);
        if (open) {
            asking.cancel(true);
        }
        return open;
    }
}
