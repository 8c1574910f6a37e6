package io.holdfast.client.internal;

import io.holdfast.session.Outcome;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The stages of calls from outside: each completes, also when the client goes before the call has reached its strand. */
final class OpenCalls {
    private final Map<CompletableFuture<?>, Runnable> open = new HashMap<>();
    private boolean disposed;

    <R> CompletableFuture<Outcome<R>> open() {
        CompletableFuture<Outcome<R>> stage = new CompletableFuture<>();
        Runnable giveUp = () -> stage.complete(new Outcome.NotSent<>(Outcome.NotSent.Cause.OFFLINE, "the charge point's client is gone"));
        synchronized (this) {
            if (!disposed) {
                open.put(stage, giveUp);
                return stage;
            }
        }
        giveUp.run();
        return stage;
    }

    <R> void complete(CompletableFuture<Outcome<R>> stage, Outcome<R> outcome) {
        synchronized (this) {
            open.remove(stage);
        }
        stage.complete(outcome);
    }

    void dispose() {
        List<Runnable> left;
        synchronized (this) {
            disposed = true;
            left = List.copyOf(open.values());
            open.clear();
        }
        left.forEach(Runnable::run);
    }
}
