package io.holdfast.reconnect.internal;

import io.holdfast.transport.Connection;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A connection that goes nowhere and notes what it is told to do. */
final class DummyConnection implements Connection {
    final List<String> told = new ArrayList<>();
    /** Run by everything it is told to do, if set; throws. */
    Runnable broken;
    /** What the messages wait for; done: the socket takes them at once. */
    CompletableFuture<Void> taken = CompletableFuture.completedFuture(null);

    private void tell(String what) {
        told.add(what);
        if (broken != null) {
            broken.run();
        }
    }

    @Override
    public String subprotocol() {
        return "ocpp1.6";
    }

    @Override
    public CompletionStage<Void> send(String text) {
        tell("send");
        return taken;
    }

    @Override
    public void ping(ByteBuffer data) {
        tell("ping");
    }

    @Override
    public void close(int code, String reason) {
        tell("close " + code);
    }

    @Override
    public void abort() {
        tell("abort");
    }
}
