package io.holdfast.reconnect.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.reconnect.ReconnectSignals;
import io.holdfast.transport.CloseReason;
import io.holdfast.transport.Connection;
import io.holdfast.transport.HandshakeFailure;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Notes the signals and holds them to the grammar of {@link ReconnectSignals}. */
class DummySignals implements ReconnectSignals {
    private enum Place { STOPPED, BETWEEN, CONNECTING, CONNECTED, ONLINE, CLOSED_ONLINE }

    private static final Map<String, Place> BETWEEN = Map.of("backoff", Place.BETWEEN, "held", Place.BETWEEN, "noTransport", Place.BETWEEN,
        "transportChanged", Place.BETWEEN, "connecting", Place.CONNECTING, "stopped", Place.STOPPED);
    private static final Map<Place, Map<String, Place>> GRAMMAR = Map.of(
        Place.STOPPED, BETWEEN,
        Place.BETWEEN, BETWEEN,
        Place.CONNECTING, Map.of("failed", Place.BETWEEN, "connected", Place.CONNECTED),
        Place.CONNECTED, Map.of("online", Place.ONLINE, "draining", Place.CONNECTED, "closed", Place.BETWEEN),
        Place.ONLINE, Map.of("offline", Place.CONNECTED, "draining", Place.ONLINE, "closed", Place.CLOSED_ONLINE),
        Place.CLOSED_ONLINE, Map.of("offline", Place.BETWEEN));

    private final List<String> log;
    final List<Duration> waits = new ArrayList<>();
    final List<CloseReason> closes = new ArrayList<>();
    final List<HandshakeFailure> failures = new ArrayList<>();
    final List<URI> dialled = new ArrayList<>();
    final List<Integer> attempts = new ArrayList<>();
    private Place place = Place.STOPPED;
    private long generation;

    DummySignals(List<String> log) {
        this(log, 0);
    }

    DummySignals(List<String> log, long generation) {
        this.log = log;
        this.generation = generation;
    }

    boolean isStopped() {
        return place == Place.STOPPED;
    }

    void accept(String signal, long of) {
        log.add(signal);
        Place next = GRAMMAR.get(place).get(signal);
        assertThat(next).as("%s in %s, after %s", signal, place, log).isNotNull();
        assertThat(of).as("generation of %s, after %s", signal, log).isEqualTo(signal.equals("connecting") ? generation + 1 : generation);
        generation = of;
        place = next;
    }

    @Override
    public void onConnecting(long of, int attempt, URI endpoint) {
        accept("connecting", of);
        dialled.add(endpoint);
        attempts.add(attempt);
    }

    @Override
    public void onFailed(long of, int attempt, HandshakeFailure failure) {
        accept("failed", of);
        failures.add(failure);
        assertThat(attempt).isEqualTo(attempts.get(attempts.size() - 1));
    }

    @Override
    public void onConnected(long of, Connection connection, URI endpoint) {
        accept("connected", of);
        assertThat(endpoint).isEqualTo(dialled.get(dialled.size() - 1));
    }

    @Override
    public void onMessage(byte[] utf8) {
        throw new AssertionError("a message passes the policy by");
    }

    @Override
    public void onOnline(long of) {
        accept("online", of);
    }

    @Override
    public void onDraining(long of) {
        accept("draining", of);
    }

    @Override
    public void onClosed(long of, CloseReason reason) {
        accept("closed", of);
        closes.add(reason);
    }

    @Override
    public void onOffline(long of) {
        accept("offline", of);
    }

    @Override
    public void onBackoff(long of, int attempt, Duration wait) {
        accept("backoff", of);
        waits.add(wait);
    }

    @Override
    public void onHeld(long of, Optional<Duration> duration) {
        accept("held", of);
    }

    @Override
    public void onNoTransport(long of) {
        accept("noTransport", of);
    }

    @Override
    public void onTransportChanged(long of, String transport) {
        accept("transportChanged", of);
    }

    @Override
    public void onStopped(long of) {
        accept("stopped", of);
    }
}
