package io.holdfast.csms;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A charge point's side of a WebSocket, by the JDK: answers pings by itself, and nothing else. */
final class TestClient implements WebSocket.Listener {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    static final long SECONDS = 30;
    private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final StringBuilder message = new StringBuilder();
    private WebSocket socket;
    private int ids;

    static TestClient connect(Csms csms, String pathSegment) {
        return connect(csms, pathSegment, "ocpp1.6");
    }

    static TestClient connect(Csms csms, String pathSegment, String subprotocol, String... others) {
        TestClient client = new TestClient();
        client.socket = get(HTTP.newWebSocketBuilder().subprotocols(subprotocol, others)
            .buildAsync(URI.create(csms.url() + "/" + pathSegment), client));
        return client;
    }

    /** The HTTP answer of an upgrade that is refused. */
    static HttpResponse<?> refused(Csms csms, String pathSegment) {
        CompletableFuture<WebSocket> attempt = HTTP.newWebSocketBuilder().subprotocols("ocpp1.6")
            .buildAsync(URI.create(csms.url() + "/" + pathSegment), new WebSocket.Listener() { });
        Throwable failure = attempt.handle((socket, e) -> e).orTimeout(SECONDS, TimeUnit.SECONDS).join();
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        assertThat(cause).isInstanceOf(WebSocketHandshakeException.class);
        return ((WebSocketHandshakeException) cause).getResponse();
    }

    static <T> T get(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    String subprotocol() {
        return socket.getSubprotocol();
    }

    /** Sends a CALL and returns its id. */
    String call(String action, String payload) {
        String id = "t" + ++ids;
        send("[2,\"" + id + "\",\"" + action + "\"," + payload + "]");
        return id;
    }

    /** Sends a CALL and returns the next text, which is its answer where nothing else goes on. */
    String answerTo(String action, String payload) {
        call(action, payload);
        return next();
    }

    void send(String text) {
        get(socket.sendText(text, true));
    }

    void ping(String data) {
        get(socket.sendPing(ByteBuffer.wrap(data.getBytes())));
    }

    void close(int code) {
        get(socket.sendClose(code, "bye"));
    }

    void abort() {
        socket.abort();
    }

    String next() {
        try {
            String text = received.poll(SECONDS, TimeUnit.SECONDS);
            assertThat(text).as("a text within %d s", SECONDS).isNotNull();
            return text;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    boolean nothingReceived() {
        return received.isEmpty();
    }

    /** The code of the close frame, 1006 where there was none. */
    int closeCode() {
        return get(closed);
    }

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        message.append(data);
        if (last) {
            received.add(message.toString());
            message.setLength(0);
        }
        webSocket.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
        closed.complete(statusCode);
        return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
        closed.complete(1006);
    }
}
