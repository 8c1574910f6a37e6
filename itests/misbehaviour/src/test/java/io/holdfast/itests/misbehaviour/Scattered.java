package io.holdfast.itests.misbehaviour;

import io.holdfast.transport.Attempt;
import io.holdfast.transport.CloseReason;
import io.holdfast.transport.Connection;
import io.holdfast.transport.ConnectionListener;
import io.holdfast.transport.Endpoint;
import io.holdfast.transport.HandshakeFailure;
import io.holdfast.transport.Transport;
import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/** A transport that calls from many threads, hardly ever from the same one twice; one call after the other, as it must. */
final class Scattered implements Transport {
    private final Transport transport;
    private final Executor threads;

    Scattered(Transport transport, Executor threads) {
        this.transport = transport;
        this.threads = threads;
    }

    @Override
    public Attempt open(Endpoint endpoint, ConnectionListener listener) {
        return transport.open(endpoint, new Teller(listener, inTurn(threads)));
    }

    /** Runs its tasks one at a time, in order, each as a task of its own of the threads. */
    static Executor inTurn(Executor threads) {
        Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
        AtomicInteger waiting = new AtomicInteger();
        Runnable one = new Runnable() {
            @Override
            public void run() {
                tasks.remove().run();
                if (waiting.decrementAndGet() > 0) {
                    threads.execute(this);
                }
            }
        };
        return task -> {
            tasks.add(task);
            if (waiting.getAndIncrement() == 0) {
                threads.execute(one);
            }
        };
    }

    private record Teller(ConnectionListener listener, Executor turns) implements ConnectionListener {
        @Override
        public void onOpen(Connection connection) {
            turns.execute(() -> listener.onOpen(new Sender(connection, turns)));
        }

        @Override
        public void onFailed(HandshakeFailure failure) {
            turns.execute(() -> listener.onFailed(failure));
        }

        @Override
        public void onMessage(byte[] utf8) {
            turns.execute(() -> listener.onMessage(utf8));
        }

        @Override
        public void onPing(ByteBuffer data) {
            turns.execute(() -> listener.onPing(data));
        }

        @Override
        public void onPong(ByteBuffer data) {
            turns.execute(() -> listener.onPong(data));
        }

        @Override
        public void onClosed(CloseReason reason) {
            turns.execute(() -> listener.onClosed(reason));
        }
    }

    private record Sender(Connection connection, Executor turns) implements Connection {
        @Override
        public String subprotocol() {
            return connection.subprotocol();
        }

        @Override
        public CompletionStage<Void> send(String text) {
            return connection.send(text).thenApplyAsync(sent -> sent, turns);
        }

        @Override
        public void ping(ByteBuffer data) {
            connection.ping(data);
        }

        @Override
        public void close(int code, String reason) {
            connection.close(code, reason);
        }

        @Override
        public void abort() {
            connection.abort();
        }
    }
}
