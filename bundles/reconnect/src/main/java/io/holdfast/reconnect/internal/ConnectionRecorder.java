package io.holdfast.reconnect.internal;

import io.holdfast.reconnect.ConnectionState;
import io.holdfast.reconnect.ReconnectGlue;
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
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the status that anybody may ask for, and logs each change. It hears every signal first, so that whoever is told of
 * one finds the status to agree. On the strand but for {@link #status}.
 */
final class ConnectionRecorder implements ReconnectSignals {
    private static final Logger LOG = LoggerFactory.getLogger(ReconnectGlue.class);

    private final String name;
    private final Strand strand;
    private final Supplier<ConnectionState> controllerState;
    private ConnectionState state = ConnectionState.STOPPED;
    private Instant since;
    private long generation;
    private URI endpoint;
    private Optional<String> transport = Optional.empty();
    private Optional<Instant> nextAttempt = Optional.empty();
    private long attempts;
    private long connections;
    private Optional<HandshakeFailure> lastFailure = Optional.empty();
    private Optional<CloseReason> lastClose = Optional.empty();
    private Optional<Duration> lastReconnect = Optional.empty();
    private boolean interrupted;
    private long closedAtNanos;
    private volatile ReconnectStatus status;

    ConnectionRecorder(String name, Strand strand, URI endpoint, Supplier<ConnectionState> controllerState) {
        this.name = name;
        this.strand = strand;
        this.endpoint = endpoint;
        this.controllerState = controllerState;
        this.since = strand.now();
        publish();
    }

    ReconnectStatus status() {
        return status;
    }

    /** Notices a change of state that no signal told of. */
    void refresh() {
        if (controllerState.get() != state) {
            update();
        }
    }

    void transportIs(Optional<String> chosen) {
        transport = chosen;
        update();
    }

    private void update() {
        ConnectionState now = controllerState.get();
        if (now != state) {
            state = now;
            since = strand.now();
        }
        publish();
    }

    private void publish() {
        status = new ReconnectStatus(state, since, generation, endpoint, transport,
            state == ConnectionState.BACKOFF ? nextAttempt : Optional.empty(),
            new ReconnectStatus.Metrics(attempts, connections, lastFailure, lastClose, lastReconnect));
    }

    @Override
    public void onConnecting(long begun, int attempt, URI dialled) {
        generation = begun;
        endpoint = dialled;
        nextAttempt = Optional.empty();
        attempts++;
        update();
        LOG.debug("{}: connecting to {} by transport {}, attempt {}", name, dialled, transport.orElse("none"), attempt);
    }

    @Override
    public void onFailed(long of, int attempt, HandshakeFailure failure) {
        boolean repeated = attempt > 1 && lastFailure.filter(last -> sameKind(last, failure)).isPresent();
        lastFailure = Optional.of(failure);
        update();
        if (repeated || failure.cause() == HandshakeFailure.Cause.CANCELLED) {
            LOG.debug("{}: attempt {} to {} failed: {}", name, attempt, endpoint, failure);
        } else {
            LOG.warn("{}: can't connect to {}: {}. {}", name, endpoint, failure, FailureAdvice.of(failure));
        }
    }

    private static boolean sameKind(HandshakeFailure a, HandshakeFailure b) {
        return a.cause() == b.cause() && a.httpStatus().equals(b.httpStatus());
    }

    @Override
    public void onConnected(long of, Connection connection, URI dialled) {
        connections++;
        if (interrupted) {
            interrupted = false;
            lastReconnect = Optional.of(Duration.ofNanos(strand.nanoTime() - closedAtNanos));
        }
        update();
        LOG.info("{}: connected to {} by transport {}, subprotocol {}", name, dialled, transport.orElse("none"), connection.subprotocol());
    }

    @Override
    public void onMessage(byte[] utf8) {
        // the hot path; nothing to record
    }

    @Override
    public void onOnline(long of) {
        update();
        LOG.info("{}: online", name);
    }

    @Override
    public void onDraining(long of) {
        update();
        LOG.info("{}: finishing open calls before the transport changes", name);
    }

    @Override
    public void onClosed(long of, CloseReason reason) {
        interrupted = true;
        closedAtNanos = strand.nanoTime();
        lastClose = Optional.of(reason);
        update();
        LOG.info("{}: connection closed: {}", name, reason);
    }

    @Override
    public void onOffline(long of) {
        update();
        LOG.info("{}: offline", name);
    }

    @Override
    public void onBackoff(long of, int attempt, Duration wait) {
        nextAttempt = Optional.of(strand.now().plus(wait));
        update();
        LOG.debug("{}: attempt {} follows in {} ms", name, attempt, wait.toMillis());
    }

    @Override
    public void onHeld(long of, Optional<Duration> duration) {
        update();
        LOG.info("{}: held off by command {}", name, duration.map(d -> "for " + d.toSeconds() + " s").orElse("until released"));
    }

    @Override
    public void onNoTransport(long of) {
        update();
        LOG.warn("{}: no transport to connect with; install or start one (feature holdfast-transport-vertx), or check transport.target",
            name);
    }

    @Override
    public void onTransportChanged(long of, String chosen) {
        update();
        LOG.info("{}: transport is now {}", name, chosen);
    }

    @Override
    public void onStopped(long of) {
        interrupted = false;
        update();
        LOG.info("{}: stopped, no connection is wanted", name);
    }
}
