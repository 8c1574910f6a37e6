package io.holdfast.reconnect.internal;

import io.holdfast.reconnect.ConnectionState;
import io.holdfast.reconnect.ReconnectSignals;
import io.holdfast.reconnect.ReconnectStatus;
import io.holdfast.strand.Strand;
import io.holdfast.transport.CloseReason;
import io.holdfast.transport.Connection;
import io.holdfast.transport.HandshakeFailure;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the status that anybody may ask for, and logs each change; on the strand but for {@link #status}. */
final class ConnectionRecorder implements ReconnectSignals {
    private static final Logger LOG = LoggerFactory.getLogger(io.holdfast.reconnect.ReconnectGlue.class);

    private final String name;
    private final Strand strand;
    private volatile ReconnectStatus status;
    private long closedAtNanos;
    private boolean interrupted;

    ConnectionRecorder(String name, Strand strand, URI endpoint) {
        this.name = name;
        this.strand = strand;
        this.status = new ReconnectStatus(ConnectionState.STOPPED, strand.now(), 0, endpoint, Optional.empty(), Optional.empty(),
            new ReconnectStatus.Metrics(0, 0, Optional.empty(), Optional.empty(), Optional.empty()));
    }

    ReconnectStatus status() {
        return status;
    }

    void stateIs(ConnectionState state) {
        if (state != status.state()) {
            ReconnectStatus s = status;
            status = new ReconnectStatus(state, strand.now(), s.generation(), s.endpoint(), s.transport(),
                state == ConnectionState.BACKOFF ? s.nextAttempt() : Optional.empty(), s.metrics());
        }
    }

    void transportIs(Optional<String> transport) {
        ReconnectStatus s = status;
        status = new ReconnectStatus(s.state(), s.since(), s.generation(), s.endpoint(), transport, s.nextAttempt(), s.metrics());
    }

    @Override
    public void onConnecting(long generation, int attempt, URI endpoint) {
        ReconnectStatus s = status;
        ReconnectStatus.Metrics m = s.metrics();
        status = new ReconnectStatus(ConnectionState.CONNECTING, strand.now(), generation, endpoint, s.transport(), Optional.empty(),
            new ReconnectStatus.Metrics(m.attempts() + 1, m.connections(), m.lastFailure(), m.lastClose(), m.lastReconnect()));
        LOG.debug("{}: connecting to {} by transport {}, attempt {}", name, endpoint, s.transport().orElse("none"), attempt);
    }

    @Override
    public void onFailed(long generation, int attempt, HandshakeFailure failure) {
        ReconnectStatus.Metrics m = status.metrics();
        boolean repeated = attempt > 1 && m.lastFailure().filter(last -> sameKind(last, failure)).isPresent();
        metrics(new ReconnectStatus.Metrics(m.attempts(), m.connections(), Optional.of(failure), m.lastClose(), m.lastReconnect()));
        if (repeated || failure.cause() == HandshakeFailure.Cause.CANCELLED) {
            LOG.debug("{}: attempt {} to {} failed: {}", name, attempt, status.endpoint(), failure);
        } else {
            LOG.warn("{}: can't connect to {}: {}. {}", name, status.endpoint(), failure, FailureAdvice.of(failure));
        }
    }

    private static boolean sameKind(HandshakeFailure a, HandshakeFailure b) {
        return a.cause() == b.cause() && a.httpStatus().equals(b.httpStatus());
    }

    @Override
    public void onConnected(long generation, Connection connection, URI endpoint) {
        ReconnectStatus.Metrics m = status.metrics();
        Optional<Duration> reconnect = interrupted ? Optional.of(Duration.ofNanos(strand.nanoTime() - closedAtNanos)) : m.lastReconnect();
        interrupted = false;
        metrics(new ReconnectStatus.Metrics(m.attempts(), m.connections() + 1, m.lastFailure(), m.lastClose(), reconnect));
        LOG.info("{}: connected to {} by transport {}, subprotocol {}", name, endpoint, status.transport().orElse("none"),
            connection.subprotocol());
    }

    @Override
    public void onMessage(byte[] utf8) {
        // the hot path; nothing to record
    }

    @Override
    public void onOnline(long generation) {
        LOG.info("{}: online", name);
    }

    @Override
    public void onDraining(long generation) {
        LOG.info("{}: finishing open calls before the transport changes", name);
    }

    @Override
    public void onClosed(long generation, CloseReason reason) {
        ReconnectStatus.Metrics m = status.metrics();
        interrupted = true;
        closedAtNanos = strand.nanoTime();
        metrics(new ReconnectStatus.Metrics(m.attempts(), m.connections(), m.lastFailure(), Optional.of(reason), m.lastReconnect()));
        LOG.info("{}: connection closed: {}", name, reason);
    }

    @Override
    public void onOffline(long generation) {
        LOG.info("{}: offline", name);
    }

    @Override
    public void onBackoff(long generation, int attempt, Duration wait) {
        ReconnectStatus s = status;
        status = new ReconnectStatus(ConnectionState.BACKOFF, strand.now(), s.generation(), s.endpoint(), s.transport(),
            Optional.of(strand.now().plus(wait)), s.metrics());
        LOG.debug("{}: attempt {} follows in {} ms", name, attempt, wait.toMillis());
    }

    @Override
    public void onHeld(long generation, Optional<Duration> duration) {
        LOG.info("{}: held off by command {}", name, duration.map(d -> "for " + d.toSeconds() + " s").orElse("until released"));
    }

    @Override
    public void onNoTransport(long generation) {
        LOG.warn("{}: no transport to connect with; install or start one (feature holdfast-transport-vertx), or check transport.target",
            name);
    }

    @Override
    public void onTransportChanged(long generation, String transport) {
        LOG.info("{}: transport is now {}", name, transport);
    }

    @Override
    public void onStopped(long generation) {
        interrupted = false;
        LOG.info("{}: stopped, no connection is wanted", name);
    }

    private void metrics(ReconnectStatus.Metrics metrics) {
        ReconnectStatus s = status;
        status = new ReconnectStatus(s.state(), s.since(), s.generation(), s.endpoint(), s.transport(), s.nextAttempt(), metrics);
    }
}
