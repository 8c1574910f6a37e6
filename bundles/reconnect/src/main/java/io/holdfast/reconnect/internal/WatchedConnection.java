package io.holdfast.reconnect.internal;

import io.holdfast.strand.Strand;
import io.holdfast.transport.Connection;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The transport's connection as the session gets it: a message that the socket does not take at once is told.
 *
 * @param sending run on the strand, before {@code taken}
 * @param taken run on the strand when the socket has taken the message, or never will
 */
record WatchedConnection(Connection watched, Strand strand, Runnable sending, Runnable taken) implements Connection {
    @Override
    public String subprotocol() {
        return watched.subprotocol();
    }

    @Override
    public CompletionStage<Void> send(String text) {
        CompletableFuture<Void> sent = watched.send(text).toCompletableFuture();
        if (!sent.isDone()) {
            strand.dispatch(sending);
            sent.whenComplete((ok, failure) -> strand.dispatch(taken));
        }
        return sent;
    }

    @Override
    public void ping(ByteBuffer data) {
        watched.ping(data);
    }

    @Override
    public void close(int code, String reason) {
        watched.close(code, reason);
    }

    @Override
    public void abort() {
        watched.abort();
    }
}
