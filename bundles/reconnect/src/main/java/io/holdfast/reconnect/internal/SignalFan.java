package io.holdfast.reconnect.internal;

import io.holdfast.reconnect.ReconnectSignals;
import io.holdfast.transport.CloseReason;
import io.holdfast.transport.Connection;
import io.holdfast.transport.HandshakeFailure;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells several listeners in their order; the exception of one is logged and harms no other. */
final class SignalFan implements ReconnectSignals {
    private static final Logger LOG = LoggerFactory.getLogger(SignalFan.class);
    private final String name;
    private final List<ReconnectSignals> listeners;

    SignalFan(String name, List<ReconnectSignals> listeners) {
        this.name = name;
        this.listeners = listeners;
    }

    private void tell(Consumer<ReconnectSignals> signal) {
        for (ReconnectSignals listener : listeners) {
            try {
                signal.accept(listener);
            } catch (RuntimeException e) {
                LOG.error("{}: {} failed on a signal of the connection", name, listener.getClass().getName(), e);
            }
        }
    }

    @Override
    public void onConnecting(long generation, int attempt, URI endpoint) {
        tell(s -> s.onConnecting(generation, attempt, endpoint));
    }

    @Override
    public void onFailed(long generation, int attempt, HandshakeFailure failure) {
        tell(s -> s.onFailed(generation, attempt, failure));
    }

    @Override
    public void onConnected(long generation, Connection connection, URI endpoint) {
        tell(s -> s.onConnected(generation, connection, endpoint));
    }

    @Override
    public void onMessage(byte[] utf8) {
        tell(s -> s.onMessage(utf8));
    }

    @Override
    public void onOnline(long generation) {
        tell(s -> s.onOnline(generation));
    }

    @Override
    public void onDraining(long generation) {
        tell(s -> s.onDraining(generation));
    }

    @Override
    public void onClosed(long generation, CloseReason reason) {
        tell(s -> s.onClosed(generation, reason));
    }

    @Override
    public void onOffline(long generation) {
        tell(s -> s.onOffline(generation));
    }

    @Override
    public void onBackoff(long generation, int attempt, Duration wait) {
        tell(s -> s.onBackoff(generation, attempt, wait));
    }

    @Override
    public void onHeld(long generation, Optional<Duration> duration) {
        tell(s -> s.onHeld(generation, duration));
    }

    @Override
    public void onNoTransport(long generation) {
        tell(s -> s.onNoTransport(generation));
    }

    @Override
    public void onTransportChanged(long generation, String transport) {
        tell(s -> s.onTransportChanged(generation, transport));
    }

    @Override
    public void onStopped(long generation) {
        tell(s -> s.onStopped(generation));
    }
}
