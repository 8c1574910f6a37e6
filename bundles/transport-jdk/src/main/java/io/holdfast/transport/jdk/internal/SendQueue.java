package io.holdfast.transport.jdk.internal;

import java.net.http.WebSocket;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Hands one frame after the other to the JDK, which takes a second one only when the first has gone out. */
final class SendQueue {
    private record Outgoing(Supplier<CompletableFuture<WebSocket>> frame, CompletableFuture<Void> sent) { }

    private final Queue<Outgoing> queue = new ArrayDeque<>();
    private Throwable ended;

    /** The stage completes when the JDK has written the frame, exceptionally if it won't be. */
    CompletableFuture<Void> add(Supplier<CompletableFuture<WebSocket>> frame) {
        Outgoing outgoing = new Outgoing(frame, new CompletableFuture<>());
        synchronized (this) {
            if (ended != null) {
                outgoing.sent.completeExceptionally(ended);
                return outgoing.sent;
            }
            queue.add(outgoing);
            if (queue.size() > 1) {
                return outgoing.sent;
            }
        }
        write(outgoing);
        return outgoing.sent;
    }

    private void write(Outgoing outgoing) {
        outgoing.frame.get().whenComplete((socket, failure) -> {
            Outgoing next;
            synchronized (this) {
                if (ended != null) {
                    return;
                }
                queue.remove();
                next = queue.peek();
            }
            if (failure == null) {
                outgoing.sent.complete(null);
            } else {
                outgoing.sent.completeExceptionally(failure);
            }
            if (next != null) {
                write(next);
            }
        });
    }

    /** Fails all that has not gone out, and all that is added later. */
    void end(Throwable why) {
        List<Outgoing> left;
        synchronized (this) {
            if (ended != null) {
                return;
            }
            ended = why;
            left = new ArrayList<>(queue);
            queue.clear();
        }
        left.forEach(outgoing -> outgoing.sent.completeExceptionally(why));
    }
}
