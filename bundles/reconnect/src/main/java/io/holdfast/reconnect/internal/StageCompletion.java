package io.holdfast.reconnect.internal;

import io.holdfast.reconnect.ReconnectSignals;
import io.holdfast.transport.CloseReason;
import io.holdfast.transport.Connection;
import io.holdfast.transport.HandshakeFailure;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Which signal ends which stage. */
record StageCompletion(Stages stages) implements ReconnectSignals {
    static final String NO_TRANSPORT = "there is no transport to dial with";

    @Override
    public void onConnecting(long generation, int attempt, URI endpoint) { }

    @Override
    public void onFailed(long generation, int attempt, HandshakeFailure failure) {
        if (failure.cause() == HandshakeFailure.Cause.CANCELLED) {
            stages.givenUp(failure.detail());
        } else {
            stages.failed(failure);
        }
    }

    @Override
    public void onConnected(long generation, Connection connection, URI endpoint) {
        stages.connected(endpoint);
    }

    @Override
    public void onMessage(byte[] utf8) { }

    @Override
    public void onOnline(long generation) { }

    @Override
    public void onDraining(long generation) { }

    @Override
    public void onClosed(long generation, CloseReason reason) {
        stages.noSocketLeft();
    }

    @Override
    public void onOffline(long generation) { }

    @Override
    public void onBackoff(long generation, int attempt, Duration wait) { }

    @Override
    public void onHeld(long generation, Optional<Duration> duration) {
        stages.givenUp("held off, by command or because the link is down");
    }

    @Override
    public void onNoTransport(long generation) {
        stages.givenUp(NO_TRANSPORT);
    }

    @Override
    public void onTransportChanged(long generation, String transport) { }

    @Override
    public void onStopped(long generation) {
        stages.givenUp("no connection is wanted any more");
    }
}
