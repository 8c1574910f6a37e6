package io.holdfast.csms.internal;

import io.holdfast.csms.CsmsSettings;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Pings one client, and tells when it doesn't answer. On the event loop only. */
final class Pinger {
    private final Vertx vertx;
    private final long intervalMs;
    private final long timeoutMs;
    private final Link link;
    private final Consumer<String> onTimeout;
    private final Map<String, Sent> unanswered = new LinkedHashMap<>();
    private long timer = -1;
    private int count;

    private record Sent(long nanos, CompletableFuture<Duration> roundTrip) { }

    Pinger(Vertx vertx, CsmsSettings settings, Link link, Consumer<String> onTimeout) {
        this.vertx = vertx;
        this.intervalMs = settings.pingInterval().toMillis();
        this.timeoutMs = settings.pingTimeout().toMillis();
        this.link = link;
        this.onTimeout = onTimeout;
    }

    void start() {
        if (intervalMs > 0) {
            timer = vertx.setTimer(intervalMs, id -> pingByTimer());
        }
    }

    CompletableFuture<Duration> ping() {
        String data = "csms-" + ++count;
        CompletableFuture<Duration> roundTrip = new CompletableFuture<>();
        unanswered.put(data, new Sent(System.nanoTime(), roundTrip));
        link.sendPing(data);
        return roundTrip;
    }

    /** Counts only with the data of a ping (RFC 6455 §5.5.3); it answers the earlier ones as well. */
    void onPong(String data) {
        if (unanswered.containsKey(data)) {
            long now = System.nanoTime();
            for (String earlier : List.copyOf(unanswered.keySet())) {
                Sent sent = unanswered.remove(earlier);
                sent.roundTrip.complete(Duration.ofNanos(now - sent.nanos));
                if (earlier.equals(data)) {
                    break;
                }
            }
        }
    }

    void stop(String why) {
        vertx.cancelTimer(timer);
        List<Sent> left = List.copyOf(unanswered.values());
        unanswered.clear();
        left.forEach(sent -> sent.roundTrip.completeExceptionally(new IllegalStateException("no pong: " + why)));
    }

    private void pingByTimer() {
        if (!link.reading()) {
            start();
            return;
        }
        CompletableFuture<Duration> roundTrip = ping();
        timer = vertx.setTimer(timeoutMs, id -> {
            if (link.reading()) {
                onTimeout.accept("no pong within " + timeoutMs + " ms");
            } else {
                start();
            }
        });
        roundTrip.thenRun(() -> {
            vertx.cancelTimer(timer);
            start();
        });
    }
}
