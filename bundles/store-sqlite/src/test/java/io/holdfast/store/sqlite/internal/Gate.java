package io.holdfast.store.sqlite.internal;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Where a writer waits until the test opens it, so that what is asked for meanwhile queues up. */
final class Gate {
    private final CountDownLatch opened = new CountDownLatch(1);

    /** Keeps the writer busy; completes once it is. */
    CompletionStage<Void> hold(Writer writer) {
        CompletableFuture<Void> held = new CompletableFuture<>();
        writer.submit(database -> {
            held.complete(null);
            await();
            return null;
        });
        return held;
    }

    void await() {
        try {
            if (!opened.await(30, TimeUnit.SECONDS)) {
                throw new AssertionError("nobody opened the gate");
            }
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    void open() {
        opened.countDown();
    }
}
