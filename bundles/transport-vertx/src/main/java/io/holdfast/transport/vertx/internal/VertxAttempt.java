package io.holdfast.transport.vertx.internal;

import io.holdfast.transport.Attempt;
import io.holdfast.transport.Connection;
import io.holdfast.transport.ConnectionListener;
import io.holdfast.transport.Endpoint;
import io.holdfast.transport.HandshakeFailure;
import io.holdfast.transport.HandshakeFailure.Cause;
import io.holdfast.transport.HttpProxy;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakeException;
import io.netty.handler.proxy.HttpProxyHandler.HttpProxyConnectException;
import io.netty.handler.proxy.ProxyConnectException;
import io.vertx.core.Context;
import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.internal.http.WebSocketInternal;
import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.ProxyType;
import java.net.InetAddress;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One attempt, from dialling until the socket is gone.
 *
 * <p>It has a Vert.x client of its own, because closing the client is the only way to drop a socket whose upgrade is still
 * under way (one that a proxy keeps waiting lives until the endpoint's {@code openTimeout}), and because frame limit and
 * connect timeout are the client's. The client is made within a deployment of its own: Vert.x forgets a closed client when
 * what it was deployed with is undeployed, and never otherwise.
 */
final class VertxAttempt implements Attempt, Deployable {
    private static final Logger LOG = LoggerFactory.getLogger(VertxAttempt.class);
    private static final String SUBPROTOCOL_HEADER = "Sec-WebSocket-Protocol";
    private static final String RETRY_AFTER_HEADER = "Retry-After";
    /** The status that Netty makes up for an answer which it can't parse. */
    private static final int NO_HTTP = 999;
    /** How Netty words a tunnel that the proxy refuses. */
    private static final Pattern PROXY_STATUS = Pattern.compile("status: (\\d{3})");

    private final Vertx vertx;
    private final Context loop;
    private final JvmNames names;
    private final Endpoint endpoint;
    private final ConnectionListener listener;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    private Future<String> deployment;
    private WebSocketClient client;
    /** Of the proxy where there is one, else not needed. */
    private InetAddress proxyAddress;
    private long deadline = -1;
    private boolean decided;
    private VertxConnection connection;

    VertxAttempt(Vertx vertx, Context loop, JvmNames names, Endpoint endpoint, ConnectionListener listener) {
        this.vertx = vertx;
        this.loop = loop;
        this.names = names;
        this.endpoint = endpoint;
        this.listener = listener;
    }

    /** Completes when the attempt has failed or its connection has ended, after the listener was told. */
    CompletableFuture<Void> ended() {
        return ended;
    }

    void start() {
        onLoop(this::begin);
    }

    @Override
    public void cancel() {
        onLoop(() -> fail(HandshakeFailure.of(Cause.CANCELLED, "cancelled")));
    }

    /** Ends the attempt whatever has become of it. */
    void drop() {
        onLoop(() -> {
            if (connection != null) {
                connection.abort();
            } else {
                fail(HandshakeFailure.of(Cause.CANCELLED, "the transport stops"));
            }
        });
    }

    private void onLoop(Runnable step) {
        try {
            loop.runOnContext(nothing -> step.run());
        } catch (RejectedExecutionException stopped) {
            LOG.debug("{}: left out, the transport has stopped and so has the attempt", endpoint.identity());
        }
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
        deadline = vertx.setTimer(timeoutMillis(), id -> fail(tooSlow()));
        names.resolve(endpoint.proxy().map(HttpProxy::host).orElseGet(() -> endpoint.target().getHost()), vertx)
            .onComplete(this::deploy, unknown -> fail(HandshakeFailure.of(unknown, endpoint)));
    }

    private void deploy(InetAddress dialled) {
        if (!decided) {
            proxyAddress = dialled;
            deployment = vertx.deployVerticle(this, new DeploymentOptions());
            deployment.onComplete(id -> dial(options(Map.of()).setSubProtocols(endpoint.subprotocols())),
                failure -> fail(HandshakeFailure.of(failure, endpoint)));
        }
    }

    @Override
    public Future<?> deploy(Context context) {
        int timeoutMillis = timeoutMillis();
        client = vertx.createWebSocketClient(new WebSocketClientOptions()
            // Vert.x writes no ping or pong that is longer than this
            .setMaxFrameSize(Math.max(Connection.LONGEST_PING, endpoint.maxMessageBytes()))
            .setConnectTimeout(timeoutMillis)
            .setSslHandshakeTimeout(timeoutMillis).setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
            // a peer that never answers our close frame is the caller's to abort
            .setClosingTimeout(-1));
        return Future.succeededFuture();
    }

    private int timeoutMillis() {
        return (int) Math.min(Integer.MAX_VALUE, Math.max(1, endpoint.openTimeout().toMillis()));
    }

    private WebSocketConnectOptions options(Map<String, String> headers) {
        URI target = endpoint.target();
        WebSocketConnectOptions options = new WebSocketConnectOptions();
        options.setHost(target.getHost()).setPort(endpoint.port()).setSsl(endpoint.isTls())
            .setURI(target.getRawPath() + (target.getRawQuery() == null ? "" : "?" + target.getRawQuery()));
        options.setAllowOriginHeader(false);
        headers.forEach(options::putHeader);
        endpoint.credentials().ifPresent(c -> options.putHeader("Authorization", c.authorizationHeader()));
        endpoint.proxy().ifPresent(proxy -> options.setProxyOptions(options(proxy)));
        return options;
    }

    private ProxyOptions options(HttpProxy proxy) {
        ProxyOptions options = new ProxyOptions().setType(ProxyType.HTTP).setHost(proxyAddress.getHostAddress()).setPort(proxy.port())
            // nothing else ends a socket whose tunnel is under way
            .setConnectTimeout(endpoint.openTimeout());
        proxy.credentials().ifPresent(c -> options.setProxyAuthorization(c.authorizationHeader()));
        return options;
    }

    private void dial(WebSocketConnectOptions options) {
        if (decided) {
            return;
        }
        ClientWebSocket socket = client.webSocket();
        // Vert.x delivers frames that came together with the 101 before it completes the future
        socket.frameHandler(frame -> opened(socket).ifPresent(open -> open.onFrame(frame)));
        socket.exceptionHandler(thrown -> opened(socket).ifPresent(open -> open.onException(thrown)));
        socket.closeHandler(nothing -> opened(socket).ifPresent(open -> {
            open.onSocketGone();
            release();
        }));
        socket.connect(options).onComplete(open -> opened(socket), failure -> refused(failure, socket));
    }

    /** The connection, made when first asked for; empty if the attempt has failed meanwhile, and the socket is dropped. */
    private Optional<VertxConnection> opened(ClientWebSocket socket) {
        if (connection == null) {
            WebSocketInternal open = (WebSocketInternal) socket;
            String chosen = Optional.ofNullable(socket.subProtocol()).orElse("");
            if (!decided && !endpoint.accepts(chosen)) {
                fail(HandshakeFailure.ofSubprotocol(chosen, endpoint));
            }
            if (decided) {
                VertxConnection.dropSocket(open);
                return Optional.empty();
            }
            decided = true;
            vertx.cancelTimer(deadline);
            connection = new VertxConnection(vertx, endpoint, listener, open, chosen);
            connection.onOpen();
        }
        return Optional.of(connection);
    }

    private void refused(Throwable failure, ClientWebSocket socket) {
        if (decided) {
            return;
        }
        if (failure instanceof WebSocketClientHandshakeException upgrade && isAboutSubprotocol(upgrade)) {
            String chosen = Optional.ofNullable(upgrade.response().headers().get(SUBPROTOCOL_HEADER)).orElse("");
            if (chosen.isEmpty() && endpoint.subprotocolOptional()) {
                // Netty insists on an answer to what it offered itself, so the offer is made behind its back
                dial(options(Map.of(SUBPROTOCOL_HEADER, String.join(",", endpoint.subprotocols()))));
            } else {
                fail(HandshakeFailure.ofSubprotocol(chosen, endpoint));
            }
        } else if (failure instanceof UpgradeRejectedException answer && answer.getStatus() == NO_HTTP) {
            fail(HandshakeFailure.of(Cause.HANDSHAKE, "the server's answer is no HTTP"));
        } else if (failure instanceof UpgradeRejectedException answer) {
            fail(HandshakeFailure.ofStatus(answer.getStatus(), Optional.ofNullable(answer.getHeaders().get(RETRY_AFTER_HEADER)),
                Instant.now(), "the server answered the upgrade with " + answer.getStatus()));
        } else if (failure instanceof ProxyConnectException && failure.getMessage().endsWith("timeout")) {
            fail(tooSlow());
        } else if (proxyStatus(failure).isPresent()) {
            fail(HandshakeFailure.ofProxyStatus(proxyStatus(failure).getAsInt(), proxyRetryAfter(failure), Instant.now(), endpoint, ""));
        } else if (isConnected(socket)) {
            // a close frame that came together with the 101: Vert.x takes no handlers for a socket on its way out
            opened(socket).ifPresent(open -> {
                open.onCloseFrame(socket.closeStatusCode() & 0xFFFF, socket.closeReason());
                VertxConnection.dropSocket((WebSocketInternal) socket);
                release();
            });
        } else {
            fail(HandshakeFailure.of(failure, endpoint));
        }
    }

    private static OptionalInt proxyStatus(Throwable failure) {
        Matcher status = PROXY_STATUS.matcher(String.valueOf(failure.getMessage()));
        return failure instanceof ProxyConnectException && status.find() ? OptionalInt.of(Integer.parseInt(status.group(1)))
            : OptionalInt.empty();
    }

    private static Optional<String> proxyRetryAfter(Throwable failure) {
        return failure instanceof HttpProxyConnectException answered && answered.headers() != null
            ? Optional.ofNullable(answered.headers().get(RETRY_AFTER_HEADER)) : Optional.empty();
    }

    private static boolean isConnected(ClientWebSocket socket) {
        try {
            return socket.closeStatusCode() != null;
        } catch (IllegalStateException notConnected) {
            return false;
        }
    }

    private static boolean isAboutSubprotocol(WebSocketClientHandshakeException upgrade) {
        return upgrade.response() != null && upgrade.getMessage().startsWith("Invalid subprotocol");
    }

    private HandshakeFailure tooSlow() {
        return HandshakeFailure.of(Cause.TIMEOUT, "not open within " + endpoint.openTimeout().toMillis() + " ms");
    }

    private void fail(HandshakeFailure failure) {
        if (decided) {
            return;
        }
        decided = true;
        vertx.cancelTimer(deadline);
        try {
            listener.onFailed(failure);
        } catch (RuntimeException e) {
            LOG.error("{}: a listener failed at {}", endpoint.identity(), failure, e);
        }
        release();
    }

    private void release() {
        if (deployment == null) {
            ended.complete(null);
        } else {
            // the transport closes Vert.x after the last end, and Vert.x undeploys what it finds
            deployment.compose(vertx::undeploy).onComplete(undeployed -> ended.complete(null));
        }
    }
}
