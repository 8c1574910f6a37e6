package io.holdfast.transport.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.transport.CloseReason;
import io.holdfast.transport.Connection;
import io.holdfast.transport.ConnectionListener;
import io.holdfast.transport.HandshakeFailure;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Keeps what it is told, and lets a test wait for the next of it. */
public final class RecordingListener implements ConnectionListener {
    public sealed interface Event { }
    public record Opened(Connection connection) implements Event { }
    public record Failed(HandshakeFailure failure) implements Event { }
    public record Message(String text) implements Event { }
    public record Ping(String data) implements Event { }
    public record Pong(String data) implements Event { }
    public record Closed(CloseReason reason) implements Event { }

    private static final long PATIENCE_SECONDS = 40;

    private final BlockingQueue<Event> unread = new LinkedBlockingQueue<>();
    private final List<Event> all = new CopyOnWriteArrayList<>();
    private final AtomicInteger inside = new AtomicInteger();
    private volatile boolean overlapped;
    private volatile Consumer<Event> reaction = event -> { };

    /** Is run within the call that tells of the event. */
    public RecordingListener reacting(Consumer<Event> reaction) {
        this.reaction = reaction;
        return this;
    }

    private void told(Event event) {
        overlapped |= inside.incrementAndGet() > 1;
        try {
            all.add(event);
            unread.add(event);
            reaction.accept(event);
        } finally {
            inside.decrementAndGet();
        }
    }

    public <E extends Event> E await(Class<E> kind) {
        try {
            Event event = unread.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(event).as("the next of what the listener is told").isInstanceOf(kind);
            return kind.cast(event);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    public Connection awaitOpen() {
        return await(Opened.class).connection();
    }

    public HandshakeFailure awaitFailure() {
        return await(Failed.class).failure();
    }

    public String awaitMessage() {
        return await(Message.class).text();
    }

    public CloseReason awaitClosed() {
        return await(Closed.class).reason();
    }

    public List<Event> all() {
        return List.copyOf(all);
    }

    void abortWhatIsOpen() {
        all.forEach(event -> {
            if (event instanceof Opened opened) {
                opened.connection().abort();
            }
        });
    }

    /** Checks the grammar that {@link ConnectionListener} promises; for when the transport has been stopped. */
    public void assertOneEnd() {
        assertThat(overlapped).as("two calls at a time").isFalse();
        List<Event> events = all();
        assertThat(events).as("what a listener was told").isNotEmpty();
        Event last = events.get(events.size() - 1);
        if (last instanceof Failed) {
            assertThat(events).hasSize(1);
        } else {
            assertThat(events.get(0)).isInstanceOf(Opened.class);
            assertThat(last).isInstanceOf(Closed.class);
            assertThat(events.subList(1, events.size() - 1))
                .noneMatch(e -> e instanceof Opened || e instanceof Failed || e instanceof Closed);
        }
    }

    @Override
    public void onOpen(Connection connection) {
        told(new Opened(connection));
    }

    @Override
    public void onFailed(HandshakeFailure failure) {
        told(new Failed(failure));
    }

    @Override
    public void onMessage(byte[] utf8) {
        told(new Message(new String(utf8, StandardCharsets.UTF_8)));
    }

    @Override
    public void onPing(ByteBuffer data) {
        told(new Ping(text(data)));
    }

    @Override
    public void onPong(ByteBuffer data) {
        told(new Pong(text(data)));
    }

    @Override
    public void onClosed(CloseReason reason) {
        told(new Closed(reason));
    }

    private static String text(ByteBuffer data) {
        return StandardCharsets.UTF_8.decode(data).toString();
    }
}
