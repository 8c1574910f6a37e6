package io.holdfast.transport.jdk.internal;

import io.holdfast.transport.CloseReason;
import io.holdfast.transport.CloseReason.EndedBy;
import io.holdfast.transport.Connection;
import io.holdfast.transport.ConnectionListener;
import io.holdfast.transport.Endpoint;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An open WebSocket. Listeners are called in the attempt's {@link Turns}; the state has a lock of its own, because senders
 * are anybody's threads and no frame may follow our close frame.
 *
 * <pre>
 * OPEN ── close() ──> CLOSING ── the peer's close frame, socket gone ──> ENDED
 *   │                    │                                                ^ ^
 *   ├─ violation, abort()┴──> DROPPING ── socket dropped ─────────────────┘ │
 *   └─ the peer's close frame, socket gone ─────────────────────────────────┘
 * </pre>
 */
final class JdkConnection implements Connection {
    private enum State { OPEN, CLOSING, DROPPING, ENDED }

    private static final Logger LOG = LoggerFactory.getLogger(JdkConnection.class);
    /** How long the peer may take to read our close frame before the socket is dropped. */
    private static final Duration LINGER = Duration.ofSeconds(1);
    /** What goes out for a code that the JDK keeps to itself (RFC 6455 §7.4.1: a policy was violated). */
    private static final int POLICY_VIOLATION = 1008;

    private final Engine engine;
    private final Turns turns;
    private final Endpoint endpoint;
    private final ConnectionListener listener;
    private final WebSocket socket;
    private final Runnable gone;
    private final SendQueue outgoing = new SendQueue();

    private State state = State.OPEN;
    private CloseReason ours;

    /** @param gone is run when the socket has been given back, after the listener was told of the end */
    JdkConnection(Engine engine, Turns turns, Endpoint endpoint, ConnectionListener listener, WebSocket socket, Runnable gone) {
        this.engine = engine;
        this.turns = turns;
        this.endpoint = endpoint;
        this.listener = listener;
        this.socket = socket;
        this.gone = gone;
    }

    @Override
    public String subprotocol() {
        return socket.getSubprotocol();
    }

    @Override
    public synchronized CompletionStage<Void> send(String text) {
        if (state != State.OPEN) {
            return CompletableFuture.failedStage(ended());
        }
        String sendable = withoutLoneSurrogates(text);
        return lostIfFailed(outgoing.add(() -> socket.sendText(sendable, true)));
    }

    @Override
    public synchronized void ping(ByteBuffer data) {
        if (data.remaining() > LONGEST_PING) {
            throw new IllegalArgumentException("a ping with " + data.remaining() + " bytes of data, allowed are " + LONGEST_PING);
        }
        if (state == State.OPEN) {
            ByteBuffer copy = ByteBuffer.allocate(data.remaining()).put(data.duplicate()).flip();
            lostIfFailed(outgoing.add(() -> socket.sendPing(copy)));
        }
    }

    /** The JDK ends the connection over one, and what is sent again and again would end it again and again. */
    private static String withoutLoneSurrogates(String text) {
        boolean any = text.chars().anyMatch(c -> Character.isSurrogate((char) c));
        return any ? new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8) : text;
    }

    /** A socket that can't be written to is gone, also where reading has not shown it yet. */
    private CompletableFuture<Void> lostIfFailed(CompletableFuture<Void> sent) {
        sent.whenComplete((ok, failure) -> {
            if (failure != null) {
                engine.execute(() -> turns.take(() -> onGone(CloseReason.lost("not sent: " + failure.getMessage()))));
            }
        });
        return sent;
    }

    @Override
    public synchronized void close(int code, String reason) {
        if (state == State.OPEN) {
            state = State.CLOSING;
            ours = new CloseReason(EndedBy.US, code, reason);
            String text = ours.frameText();
            outgoing.add(() -> socket.sendClose(onTheWire(code), text));
        }
    }

    @Override
    public void abort() {
        synchronized (this) {
            if (state != State.ENDED) {
                state = State.DROPPING;
                ours = new CloseReason(EndedBy.US, CloseReason.ABNORMAL, "aborted");
            }
        }
        socket.abort();
        engine.execute(() -> turns.take(() -> onGone(ours)));
    }

    /** The codes that {@link WebSocket#sendClose} refuses to a client. */
    private static int onTheWire(int code) {
        boolean kept = code < 1000 || code >= 1002 && code <= 1007 || code == 1009 || code == 1010 || code >= 1012 && code <= 2999
            || code > 4999;
        return kept ? POLICY_VIOLATION : code;
    }

    void onOpen() {
        tell("onOpen", to -> to.onOpen(this));
    }

    void onMessage(byte[] utf8) {
        deliver("onMessage", to -> to.onMessage(utf8));
    }

    void onPing(ByteBuffer data) {
        deliver("onPing", to -> to.onPing(data));
    }

    void onPong(ByteBuffer data) {
        deliver("onPong", to -> to.onPong(data));
    }

    void onCloseFrame(int code, String reason) {
        boolean unanswered;
        synchronized (this) {
            unanswered = state == State.OPEN;
        }
        end(new CloseReason(EndedBy.PEER, code, reason));
        if (unanswered) {
            engine.after(LINGER, () -> turns.take(this::giveBack));
            int echo = onTheWire(code) == code ? code : CloseReason.NORMAL;
            socket.sendClose(echo, "").whenComplete((sent, failure) -> turns.take(this::giveBack));
        } else {
            giveBack();
        }
    }

    void onSocketGone() {
        synchronized (this) {
            if (state == State.CLOSING) {
                ours = new CloseReason(EndedBy.US, CloseReason.ABNORMAL, "the peer did not answer our close");
            }
        }
        onGone(CloseReason.lost("the socket ended without a close frame"));
    }

    /** The socket is of no use any more. */
    void onGone(CloseReason reason) {
        end(reason);
        giveBack();
    }

    /** The peer broke our limits: say why, give it a moment to read that, then drop the socket. */
    void violation(int code, String text) {
        CloseReason reason = new CloseReason(EndedBy.US, code, text);
        synchronized (this) {
            if (state != State.OPEN && state != State.CLOSING) {
                return;
            }
            if (state == State.OPEN) {
                socket.sendClose(onTheWire(code), reason.frameText());
            }
            state = State.DROPPING;
            ours = reason;
        }
        engine.after(LINGER, () -> turns.take(() -> onGone(reason)));
    }

    private void giveBack() {
        socket.abort();
        outgoing.end(ended());
        gone.run();
    }

    private IllegalStateException ended() {
        return new IllegalStateException("the connection of " + endpoint.identity() + " has ended");
    }

    private void end(CloseReason theirs) {
        CloseReason reason;
        synchronized (this) {
            if (state == State.ENDED) {
                return;
            }
            state = State.ENDED;
            reason = ours == null ? theirs : ours;
        }
        tell("onClosed", to -> to.onClosed(reason));
    }

    private void deliver(String what, Consumer<ConnectionListener> event) {
        socket.request(1);
        synchronized (this) {
            if (state != State.OPEN && state != State.CLOSING) {
                return;
            }
        }
        tell(what, event);
    }

    private void tell(String what, Consumer<ConnectionListener> event) {
        try {
            event.accept(listener);
        } catch (RuntimeException e) {
            LOG.error("{}: a listener failed in {}", endpoint.identity(), what, e);
        }
    }
}
