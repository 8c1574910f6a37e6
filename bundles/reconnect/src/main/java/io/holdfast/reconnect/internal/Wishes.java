package io.holdfast.reconnect.internal;

import io.holdfast.reconnect.ConnectionState;
import java.time.Duration;
import java.util.Optional;

/** What others want of the connection, and what they say stands in its way. Pure. */
final class Wishes {
    private boolean wanted;
    private boolean held;
    private Optional<Duration> holdTime = Optional.empty();
    private boolean linkDown;
    private Optional<String> transport = Optional.empty();
    private boolean transportChanged;

    /** Whoever wants a connection now has heard of a hold and of the link. */
    void connect() {
        wanted = true;
        held = false;
        linkDown = false;
    }

    void disconnect() {
        wanted = false;
        held = false;
    }

    boolean wanted() {
        return wanted;
    }

    void hold(Optional<Duration> time) {
        held = true;
        holdTime = time;
    }

    void release() {
        held = false;
    }

    boolean held() {
        return held;
    }

    Optional<Duration> holdTime() {
        return holdTime;
    }

    void link(boolean up) {
        linkDown = !up;
    }

    void transport(Optional<String> name) {
        transport = name;
        transportChanged = true;
    }

    /** The transport that is new since this was asked last. */
    Optional<String> takeTransportChange() {
        Optional<String> changed = transportChanged ? transport : Optional.empty();
        transportChanged = false;
        return changed;
    }

    /** The state to be in while nothing is open and nothing under way; {@code BACKOFF} if an attempt may come. */
    ConnectionState restingState() {
        return !wanted ? ConnectionState.STOPPED
            : held ? ConnectionState.HELD
            : transport.isEmpty() ? ConnectionState.NO_TRANSPORT
            : linkDown ? ConnectionState.LINK_DOWN
            : ConnectionState.BACKOFF;
    }
}
