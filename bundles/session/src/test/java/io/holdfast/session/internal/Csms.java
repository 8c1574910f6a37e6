package io.holdfast.session.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.transport.Connection;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A connection to a CSMS that the test plays: keeps what was sent on it. */
final class Csms implements Connection {
    private static final Pattern CALL = Pattern.compile("\\[2,\"([^\"]+)\",\"([^\"]+)\",.*");

    final List<String> frames = new ArrayList<>();
    final List<CompletableFuture<Void>> unread = new ArrayList<>();
    /** False: the peer reads no more. */
    boolean reads = true;
    /** Thrown by send, if set. */
    RuntimeException broken;
    /** What send completes with, if set. */
    RuntimeException failing;
    private final String subprotocol;

    Csms(String subprotocol) {
        this.subprotocol = subprotocol;
    }

    @Override
    public String subprotocol() {
        return subprotocol;
    }

    @Override
    public CompletionStage<Void> send(String text) {
        if (broken != null) {
            throw broken;
        }
        frames.add(text);
        if (failing != null) {
            return CompletableFuture.failedFuture(failing);
        }
        CompletableFuture<Void> taken = new CompletableFuture<>();
        unread.add(taken);
        if (reads) {
            read();
        }
        return taken;
    }

    void read() {
        List.copyOf(unread).forEach(taken -> taken.complete(null));
        unread.clear();
    }

    /** The actions of the CALLs so far. */
    List<String> calls() {
        return frames.stream().map(CALL::matcher).filter(Matcher::matches).map(matcher -> matcher.group(2)).toList();
    }

    String last() {
        return frames.get(frames.size() - 1);
    }

    /** The id of the last CALL, which must be of the action. */
    String idOf(String action) {
        Matcher last = frames.stream().map(CALL::matcher).filter(Matcher::matches).reduce((a, b) -> b)
            .orElseThrow(() -> new AssertionError("no CALL among " + frames));
        assertThat(last.group(2)).isEqualTo(action);
        return last.group(1);
    }

    @Override
    public void ping(ByteBuffer data) {
        throw new AssertionError("a session does not ping");
    }

    @Override
    public void close(int code, String reason) {
        throw new AssertionError("a session does not close connections");
    }

    @Override
    public void abort() {
        throw new AssertionError("a session does not abort connections");
    }
}
