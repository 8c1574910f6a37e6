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
import java.util.EnumMap;
import java.util.Map;
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
    private int failedAttempts;
    private final Map<HandshakeFailure.Cause, Long> failures = new EnumMap<>(HandshakeFailure.Cause.class);
    private Optional<HandshakeFailure> lastFailure = Optional.empty();
    private Optional<CloseReason> lastClose = Optional.empty();
    private Optional<Duration> lastReconnect = Optional.empty();
    private Optional<Duration> lastTimeToOnline = Optional.empty();
    private boolean interrupted;
    private long closedAtNanos;
    private Optional<Instant> offlineSince;
    private long offlineAtNanos;
    private boolean open;
    private long openedAtNanos;
    private Duration connectedBefore = Duration.ZERO;
    private volatile Recorded recorded;

    /** The status as of its recording; the present connection has grown older since. */
    private record Recorded(ReconnectStatus status, boolean open, long openedAtNanos, Duration connectedBefore) { }

    ConnectionRecorder(String name, Strand strand, URI endpoint, long generation, Supplier<ConnectionState> controllerState) {
        this.name = name;
        this.strand = strand;
        this.endpoint = endpoint;
        this.generation = generation;
        this.controllerState = controllerState;
        this.since = strand.now();
        this.offlineSince = Optional.of(since);
        publish();
    }

    ReconnectStatus status() {
        Recorded last = recorded;
        return last.open() ? asOf(last, Duration.ofNanos(strand.nanoTime() - last.openedAtNanos())) : last.status();
    }

    private static ReconnectStatus asOf(Recorded last, Duration connectedNow) {
        ReconnectStatus s = last.status();
        ReconnectStatus.Metrics m = s.metrics();
        return new ReconnectStatus(s.state(), s.since(), s.offlineSince(), s.generation(), s.endpoint(), s.transport(), s.failedAttempts(),
            s.nextAttempt(), new ReconnectStatus.Metrics(m.attempts(), m.connections(), m.failures(), m.lastFailure(), m.advice(), m.lastClose(),
                m.lastReconnect(), m.lastTimeToOnline(), last.connectedBefore().plus(connectedNow), Optional.of(connectedNow)));
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
            if (state == ConnectionState.STOPPED) {
                offlineAtNanos = strand.nanoTime();
            }
            state = now;
            since = strand.now();
        }
        publish();
    }

    private void publish() {
        boolean waits = state == ConnectionState.BACKOFF || state == ConnectionState.HELD;
        recorded = new Recorded(new ReconnectStatus(state, since, offlineSince, generation, endpoint, transport, failedAttempts,
            waits ? nextAttempt : Optional.empty(),
            new ReconnectStatus.Metrics(attempts, connections, failures, lastFailure, lastFailure.map(FailureAdvice::of).filter(a -> !a.isEmpty()),
                lastClose, lastReconnect, lastTimeToOnline, connectedBefore, Optional.empty())), open, openedAtNanos, connectedBefore);
    }

    @Override
    public void onConnecting(long begun, int attempt, URI dialled) {
        generation = begun;
        endpoint = dialled;
        nextAttempt = Optional.empty();
        attempts++;
        update();
        LOG.debug("{}: connecting to {} by transport {}, attempt {}", name, words(dialled), transport.orElse("none"), attempt);
    }

    @Override
    public void onFailed(long of, int attempt, HandshakeFailure failure) {
        boolean repeated = attempt > 1 && lastFailure.filter(last -> sameKind(last, failure)).isPresent();
        lastFailure = Optional.of(failure);
        failedAttempts = attempt;
        failures.merge(failure.cause(), 1L, Long::sum);
        update();
        if (repeated || failure.cause() == HandshakeFailure.Cause.CANCELLED) {
            LOG.debug("{}: attempt {} to {} failed: {}", name, attempt, words(endpoint), failure);
        } else {
            LOG.warn("{}: can't connect to {}: {}. {}. Trying again", name, words(endpoint), failure, FailureAdvice.of(failure));
        }
    }

    /** Without user info and query, where people write passwords and tokens. */
    private static String words(URI url) {
        return url.getScheme() + "://" + url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort()) + url.getRawPath();
    }

    private static boolean sameKind(HandshakeFailure a, HandshakeFailure b) {
        return a.cause() == b.cause() && a.httpStatus().equals(b.httpStatus());
    }

    @Override
    public void onConnected(long of, Connection connection, URI dialled) {
        connections++;
        failedAttempts = 0;
        open = true;
        openedAtNanos = strand.nanoTime();
        if (interrupted) {
            interrupted = false;
            lastReconnect = Optional.of(Duration.ofNanos(strand.nanoTime() - closedAtNanos));
        }
        update();
        LOG.info("{}: connected to {} by transport {}, subprotocol {}", name, words(dialled), transport.orElse("none"), connection.subprotocol());
    }

    @Override
    public void onMessage(byte[] utf8) {
        // the hot path; nothing to record
    }

    @Override
    public void onOnline(long of) {
        offlineSince = Optional.empty();
        lastTimeToOnline = Optional.of(Duration.ofNanos(strand.nanoTime() - offlineAtNanos));
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
        open = false;
        connectedBefore = connectedBefore.plusNanos(closedAtNanos - openedAtNanos);
        lastClose = Optional.of(reason);
        update();
        LOG.info("{}: connection closed: {}", name, reason);
    }

    @Override
    public void onOffline(long of) {
        offlineSince = Optional.of(strand.now());
        offlineAtNanos = strand.nanoTime();
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
        nextAttempt = duration.map(time -> strand.now().plus(time));
        update();
        if (state == ConnectionState.LINK_DOWN) {
            LOG.info("{}: the link is down, no further attempt until it is up", name);
        } else {
            LOG.info("{}: held off by command {}", name, duration.map(d -> "for " + d.toSeconds() + " s").orElse("until released"));
        }
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
        failedAttempts = 0;
        update();
        LOG.info("{}: stopped, no connection is wanted", name);
    }
}
