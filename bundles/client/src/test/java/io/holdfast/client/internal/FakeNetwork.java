package io.holdfast.client.internal;

import io.holdfast.transport.Attempt;
import io.holdfast.transport.CloseReason;
import io.holdfast.transport.Connection;
import io.holdfast.transport.ConnectionListener;
import io.holdfast.transport.Endpoint;
import io.holdfast.transport.HandshakeFailure;
import io.holdfast.transport.Transport;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** A transport and the CSMS's end of its sockets, moved by the test. */
final class FakeNetwork implements Transport {
    final List<Socket> sockets = new ArrayList<>();
    boolean reachable = true;
    /** Does what a CSMS would do about a frame of ours. */
    Consumer<Socket> onFrame = socket -> { };

    @Override
    public Attempt open(Endpoint endpoint, ConnectionListener listener) {
        if (!reachable) {
            listener.onFailed(HandshakeFailure.of(HandshakeFailure.Cause.REFUSED, "test"));
            return () -> { };
        }
        Socket socket = new Socket(listener, endpoint.subprotocols().get(0), sent -> onFrame.accept(sent));
        sockets.add(socket);
        listener.onOpen(socket);
        return () -> { };
    }

    Socket last() {
        return sockets.get(sockets.size() - 1);
    }

    static final class Socket implements Connection {
        private final ConnectionListener listener;
        private final String subprotocol;
        private final Consumer<Socket> onFrame;
        final List<String> frames = new ArrayList<>();
        boolean open = true;

        Socket(ConnectionListener listener, String subprotocol, Consumer<Socket> onFrame) {
            this.listener = listener;
            this.onFrame = onFrame;
            this.subprotocol = subprotocol;
        }

        void receive(String frame) {
            listener.onMessage(frame.getBytes(StandardCharsets.UTF_8));
        }

        void end(CloseReason reason) {
            if (open) {
                open = false;
                listener.onClosed(reason);
            }
        }

        String lastFrame() {
            return frames.get(frames.size() - 1);
        }

        /** Answers the CALL that was sent last. */
        void answer(String payload) {
            String id = lastFrame().split("\"")[1];
            receive("[3,\"" + id + "\"," + payload + "]");
        }

        void refuse(String code) {
            String id = lastFrame().split("\"")[1];
            receive("[4,\"" + id + "\",\"" + code + "\",\"\",{}]");
        }

        @Override
        public String subprotocol() {
            return subprotocol;
        }

        @Override
        public CompletionStage<Void> send(String text) {
            frames.add(text);
            onFrame.accept(this);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void ping(ByteBuffer data) { }

        @Override
        public void close(int code, String reason) {
            end(new CloseReason(CloseReason.EndedBy.US, code, reason));
        }

        @Override
        public void abort() {
            end(CloseReason.lost("aborted"));
        }
    }
}
