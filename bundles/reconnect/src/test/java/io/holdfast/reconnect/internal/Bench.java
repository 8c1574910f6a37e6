package io.holdfast.reconnect.internal;

import io.holdfast.reconnect.ConnectionState;
import io.holdfast.reconnect.ReconnectSettings;
import io.holdfast.reconnect.internal.TransportOps.TimerName;
import io.holdfast.transport.CloseReason;
import io.holdfast.transport.Endpoint;
import io.holdfast.transport.HandshakeFailure;
import io.holdfast.transport.HandshakeFailure.Cause;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** A controller between dummies. */
final class Bench {
    static final ReconnectSettings SETTINGS = settings("ws://one/ocpp");

    final List<String> log = new ArrayList<>();
    final DummyOps ops = new DummyOps(log);
    final DummySignals signals = new DummySignals(log);
    final ReconnectController controller;

    Bench(ReconnectSettings settings, RandomGenerator random) {
        controller = new ReconnectController(settings, new BackoffPolicy(random), 0, ops, signals);
    }

    Bench(ReconnectSettings settings) {
        this(settings, new Random(1));
    }

    Bench() {
        this(SETTINGS);
    }

    /** W = 10 s, R = 3, J = 0; two attempts at each endpoint. */
    static ReconnectSettings settings(String... urls) {
        List<Endpoint> endpoints = Stream.of(urls).map(URI::create).map(url -> new Endpoint(url, "CP1", List.of("ocpp1.6"), Optional.empty(),
            Duration.ofSeconds(30), 65_536, false)).toList();
        return new ReconnectSettings(endpoints, 2, new ReconnectSettings.Backoff(Duration.ofSeconds(10), Duration.ZERO, 3), Duration.ZERO,
            Duration.ZERO, Duration.ofSeconds(30), Duration.ofSeconds(10), Duration.ofSeconds(20), Duration.ofSeconds(2), Duration.ofSeconds(3),
            Duration.ofSeconds(60));
    }

    static ReconnectSettings with(ReconnectSettings.Backoff backoff, Duration initialSpread) {
        return with(backoff, initialSpread, Duration.ZERO);
    }

    static ReconnectSettings with(ReconnectSettings.Backoff backoff, Duration initialSpread, Duration swapSpread) {
        ReconnectSettings s = SETTINGS;
        return new ReconnectSettings(s.endpoints(), s.attemptsPerEndpoint(), backoff, initialSpread, swapSpread, s.pingInterval(),
            s.pongTimeout(), s.sendTimeout(), s.drainTimeout(), s.closeTimeout(), s.stableAfter());
    }

    ConnectionState state() {
        return controller.state();
    }

    Bench transport(String name) {
        controller.transport(Optional.of(name));
        return this;
    }

    Bench noTransport() {
        controller.transport(Optional.empty());
        return this;
    }

    Bench connect() {
        controller.connect();
        return this;
    }

    Bench hold() {
        controller.hold(Optional.of(Duration.ofMinutes(5)));
        return this;
    }

    Bench link(boolean up) {
        controller.link(up);
        return this;
    }

    Bench opened() {
        // as the glue does: what was given up never gets here, so it is no open socket either
        if (ops.socket == DummyOps.Socket.OPENING) {
            ops.socket = DummyOps.Socket.OPEN;
        }
        controller.opened(controller.generation(), new DummyConnection());
        return this;
    }

    Bench online() {
        controller.registered(controller.generation(), true);
        return this;
    }

    Bench traffic() {
        controller.traffic(controller.generation());
        return this;
    }

    /** A message is handed to the socket, which does not take it. */
    Bench sending() {
        controller.sending(controller.generation());
        return this;
    }

    Bench taken() {
        controller.taken(controller.generation());
        return this;
    }

    Bench unanswered() {
        controller.unanswered(controller.generation());
        return this;
    }

    Bench failed() {
        return failed(HandshakeFailure.of(Cause.REFUSED, ""));
    }

    Bench failed(HandshakeFailure failure) {
        if (ops.socket == DummyOps.Socket.OPENING) {
            ops.socket = DummyOps.Socket.NONE;
        }
        controller.failed(controller.generation(), failure);
        return this;
    }

    Bench closed() {
        return closed(CloseReason.lost("cable cut"));
    }

    /** The peer has answered our close frame. */
    Bench closedByUs() {
        return closed(new CloseReason(CloseReason.EndedBy.US, CloseReason.NORMAL, ""));
    }

    Bench closed(CloseReason reason) {
        if (ops.socket == DummyOps.Socket.OPEN || ops.socket == DummyOps.Socket.CLOSING) {
            ops.socket = DummyOps.Socket.NONE;
        }
        controller.closed(controller.generation(), reason);
        return this;
    }

    /** Lets a timer fire that was set. */
    Bench fire(TimerName timer) {
        if (ops.timers.remove(timer) == null) {
            throw new AssertionError(timer + " is not set; set are " + ops.timers + ", after " + log);
        }
        controller.timer(timer);
        return this;
    }

    /** Brings a fresh controller into the state; the CLOSING one is on its way to another endpoint. */
    static Bench in(ConnectionState state) {
        Bench bench = new Bench();
        if (state != ConnectionState.NO_TRANSPORT) {
            bench.transport("a");
        }
        return switch (state) {
            case STOPPED -> bench;
            case NO_TRANSPORT, CONNECTING -> bench.connect();
            case HELD -> bench.connect().hold();
            case LINK_DOWN -> bench.connect().failed().link(false);
            case BACKOFF -> bench.connect().failed();
            case CONNECTED -> bench.connect().opened();
            case ONLINE -> bench.connect().opened().online();
            case DRAINING -> bench.connect().opened().online().transport("b");
            case CLOSING -> {
                bench.connect().opened().online().controller.connectElsewhere(settings("ws://two/ocpp", "ws://one/ocpp"));
                yield bench;
            }
        };
    }
}
