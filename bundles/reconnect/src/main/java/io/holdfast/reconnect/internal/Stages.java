package io.holdfast.reconnect.internal;

import io.holdfast.reconnect.ConnectOutcome;
import io.holdfast.transport.HandshakeFailure;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * The stages that wait for a handshake or a close to end. They complete off the strand, each exactly once, also when the
 * strand is closed before the command behind them has run.
 */
final class Stages {
    private final Executor offStrand;
    private final List<CompletableFuture<ConnectOutcome>> connecting = new ArrayList<>();
    private final List<CompletableFuture<Void>> closing = new ArrayList<>();
    /** What each open stage gets if it is never reached; guarded by itself, for commands come from any thread. */
    private final Map<CompletableFuture<?>, Runnable> open = new HashMap<>();
    private boolean disposed;

    Stages(Executor offStrand) {
        this.offStrand = offStrand;
    }

    /** A new stage, from any thread; {@code otherwise} is its value if nothing comes any more. */
    <T> CompletableFuture<T> open(T otherwise) {
        CompletableFuture<T> stage = new CompletableFuture<>();
        synchronized (open) {
            if (!disposed) {
                open.put(stage, () -> stage.complete(otherwise));
                return stage;
            }
        }
        stage.complete(otherwise);
        return stage;
    }

    void awaitConnected(CompletableFuture<ConnectOutcome> stage) {
        connecting.add(stage);
    }

    void awaitClosed(CompletableFuture<Void> stage) {
        closing.add(stage);
    }

    void connected(URI endpoint) {
        complete(connecting, new ConnectOutcome.Connected(endpoint));
    }

    void failed(HandshakeFailure failure) {
        complete(connecting, new ConnectOutcome.Failed(failure));
    }

    void givenUp(String why) {
        complete(connecting, new ConnectOutcome.GivenUp(why));
    }

    void noSocketLeft() {
        complete(closing, null);
    }

    void disposed() {
        List<Runnable> left;
        synchronized (open) {
            disposed = true;
            left = List.copyOf(open.values());
            open.clear();
        }
        left.forEach(offStrand::execute);
    }

    private <T> void complete(List<CompletableFuture<T>> waiting, T value) {
        for (CompletableFuture<T> stage : waiting) {
            synchronized (open) {
                open.remove(stage);
            }
            offStrand.execute(() -> stage.complete(value));
        }
        waiting.clear();
    }
}
