package io.holdfast.session.internal;

import io.holdfast.session.Codec;
import io.holdfast.session.ErrorCode;
import io.holdfast.session.Request;
import io.holdfast.transport.Connection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection's way out: frames are encoded once, for its version, and sent. On the strand. */
final class Link implements Inbound.Answers, Outbound.Wire {
    private static final Logger LOG = LoggerFactory.getLogger(Link.class);
    private static final FrameWriter WRITER = new FrameWriter();

    private final String name;
    private final Connection connection;
    private final Codec codec;
    private final Runnable frameSent;
    /** Frames that the socket has not taken yet; it tells of them on a thread of its own. */
    private final AtomicInteger unsent = new AtomicInteger();

    Link(String name, Connection connection, Codec codec, Runnable frameSent) {
        this.name = name;
        this.connection = connection;
        this.codec = codec;
        this.frameSent = frameSent;
    }

    Codec codec() {
        return codec;
    }

    String subprotocol() {
        return connection.subprotocol();
    }

    /** Frames that wait for a peer that does not read. */
    int unsent() {
        return unsent.get();
    }

    /** @throws RuntimeException if the request can't be encoded; nothing is sent then */
    @Override
    public void call(String id, Request<?> request) {
        put(WRITER.call(id, request, codec));
    }

    @Override
    public void callResult(String id, Object response) {
        String frame;
        try {
            frame = WRITER.callResult(id, response, codec);
        } catch (RuntimeException e) {
            LOG.error("{}: {} can't be encoded as an answer", name, response, e);
            frame = WRITER.callError(id, ErrorCode.INTERNAL_ERROR, "the answer could not be encoded", codec);
        }
        put(frame);
    }

    @Override
    public void callError(String id, ErrorCode code, String description) {
        put(WRITER.callError(id, code, description, codec));
    }

    private void put(String frame) {
        frameSent.run();
        unsent.incrementAndGet();
        send(frame).whenComplete((sent, failure) -> {
            unsent.decrementAndGet();
            if (failure != null) {
                LOG.debug("{}: a frame was not sent, the connection is ending: {}", name, failure.toString());
            }
        });
    }

    /** A transport that throws has lost the frame like one that fails: its end, or the call's timeout, tells the rest. */
    private CompletionStage<Void> send(String frame) {
        try {
            return connection.send(frame);
        } catch (RuntimeException e) {
            LOG.error("{}: the transport failed to send", name, e);
            return CompletableFuture.failedFuture(e);
        }
    }
}
