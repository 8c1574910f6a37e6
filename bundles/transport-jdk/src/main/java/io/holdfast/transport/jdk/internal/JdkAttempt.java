package io.holdfast.transport.jdk.internal;

import io.holdfast.transport.Attempt;
import io.holdfast.transport.ConnectionListener;
import io.holdfast.transport.Endpoint;
import io.holdfast.transport.HandshakeFailure;
import io.holdfast.transport.HandshakeFailure.Cause;
import io.holdfast.transport.HttpProxy;
import java.net.ConnectException;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.channels.ClosedChannelException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ScheduledFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One attempt, from dialling until the socket is gone. Its state is touched, and the listener called, in {@link Turns}. */
final class JdkAttempt implements Attempt {
    private static final Logger LOG = LoggerFactory.getLogger(JdkAttempt.class);
    private static final String SUBPROTOCOL_HEADER = "Sec-WebSocket-Protocol";
    private static final int SWITCHING_PROTOCOLS = 101;
    private static final int PROXY_AUTHENTICATION_REQUIRED = 407;
    /** Kinds of credentials that the JDK does not send to a proxy for a tunnel: {@code Basic}, where it is not set. */
    private static final String BASIC_DISABLED = "jdk.http.auth.tunneling.disabledSchemes";
    /** How the JDK words a tunnel that the proxy refuses. */
    private static final Pattern TUNNEL_FAILED = Pattern.compile("Tunnel failed, got: (\\d{3})");

    private final Engine engine;
    private final Endpoint endpoint;
    private final ConnectionListener listener;
    private final Turns turns = new Turns();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    private ScheduledFuture<?> deadline;
    private boolean decided;
    private JdkConnection connection;

    JdkAttempt(Engine engine, Endpoint endpoint, ConnectionListener listener) {
        this.engine = engine;
        this.endpoint = endpoint;
        this.listener = listener;
    }

    /** Completes when the attempt has failed or its connection has ended, after the listener was told. */
    CompletableFuture<Void> ended() {
        return ended;
    }

    void start() {
        engine.execute(() -> turns.take(this::begin));
    }

    @Override
    public void cancel() {
        engine.execute(() -> turns.take(() -> fail(HandshakeFailure.of(Cause.CANCELLED, "cancelled"))));
    }

    /** Ends the attempt whatever has become of it. */
    void drop() {
        engine.execute(() -> turns.take(() -> {
            if (connection != null) {
                connection.abort();
            } else {
                fail(HandshakeFailure.of(Cause.CANCELLED, "the transport stops"));
            }
        }));
    }

    private void begin() {
        if (decided) {
            return;
        }
        Optional<String> unusable = endpoint.unusable();
        if (unusable.isPresent()) {
            fail(HandshakeFailure.of(Cause.BAD_ENDPOINT, unusable.get()));
            return;
        }
        // the client's own timeout frees the socket, but can't be relied on while a name is being resolved
        deadline = engine.after(endpoint.openTimeout(), () -> turns.take(() -> fail(tooSlow())));
        List<String> offered = endpoint.subprotocols();
        WebSocket.Builder builder = engine.client(endpoint.proxy()).newWebSocketBuilder().connectTimeout(endpoint.openTimeout())
            .subprotocols(offered.get(0), offered.subList(1, offered.size()).toArray(String[]::new));
        endpoint.credentials().ifPresent(c -> builder.header("Authorization", c.authorizationHeader()));
        endpoint.proxy().flatMap(HttpProxy::credentials).ifPresent(c -> builder.header("Proxy-Authorization", c.authorizationHeader()));
        builder.buildAsync(endpoint.target(), new Frames(turns, endpoint.maxMessageBytes(), this::opened))
            .exceptionally(failure -> {
                turns.take(() -> fail(read(failure)));
                return null;
            });
    }

    /** The connection; null if the attempt has failed meanwhile, and the socket is dropped. */
    private JdkConnection opened(WebSocket socket) {
        if (!decided && !endpoint.accepts(socket.getSubprotocol())) {
            fail(HandshakeFailure.ofSubprotocol(socket.getSubprotocol(), endpoint));
        }
        if (decided) {
            socket.abort();
            return null;
        }
        decided = true;
        deadline.cancel(false);
        connection = new JdkConnection(engine, turns, endpoint, listener, socket, () -> ended.complete(null));
        connection.onOpen();
        return connection;
    }

    private HandshakeFailure read(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof WebSocketHandshakeException handshake) {
            return read(handshake);
        }
        if (cause instanceof ConnectException && cause.getCause() instanceof ClosedChannelException) {
            return HandshakeFailure.of(new ConnectException("refused or not reachable, the JDK does not say which"), endpoint);
        }
        Matcher tunnel = TUNNEL_FAILED.matcher(String.valueOf(cause.getMessage()));
        if (endpoint.proxy().isPresent() && tunnel.matches()) {
            return HandshakeFailure.ofProxyStatus(Integer.parseInt(tunnel.group(1)), Optional.empty(), Instant.now(), endpoint, "");
        }
        return cause instanceof HttpTimeoutException ? tooSlow() : HandshakeFailure.of(cause, endpoint);
    }

    private HandshakeFailure read(WebSocketHandshakeException handshake) {
        HttpResponse<?> answer = handshake.getResponse();
        Optional<String> chosen = answer.headers().firstValue(SUBPROTOCOL_HEADER);
        if (answer.statusCode() == PROXY_AUTHENTICATION_REQUIRED && endpoint.proxy().isPresent()) {
            boolean kept = endpoint.proxy().get().credentials().isPresent() && !"".equals(System.getProperty(BASIC_DISABLED));
            return HandshakeFailure.ofProxyStatus(answer.statusCode(), Optional.empty(), Instant.now(), endpoint, kept
                ? "; the JDK sends a proxy no password unless it is started with -D" + BASIC_DISABLED + "=" : "");
        }
        if (answer.statusCode() != SWITCHING_PROTOCOLS) {
            return HandshakeFailure.ofStatus(answer.statusCode(), answer.headers().firstValue("Retry-After"), Instant.now(),
                "the server answered the upgrade with " + answer.statusCode());
        }
        if (chosen.isPresent() && !endpoint.subprotocols().contains(chosen.get())) {
            return HandshakeFailure.ofSubprotocol(chosen.get(), endpoint);
        }
        return HandshakeFailure.of(handshake.getCause() == null ? handshake : handshake.getCause(), endpoint);
    }

    private HandshakeFailure tooSlow() {
        return HandshakeFailure.of(Cause.TIMEOUT, "not open within " + endpoint.openTimeout().toMillis() + " ms");
    }

    private void fail(HandshakeFailure failure) {
        if (decided) {
            return;
        }
        decided = true;
        if (deadline != null) {
            deadline.cancel(false);
        }
        try {
            listener.onFailed(failure);
        } catch (RuntimeException e) {
            LOG.error("{}: a listener failed at {}", endpoint.identity(), failure, e);
        }
        ended.complete(null);
    }
}
