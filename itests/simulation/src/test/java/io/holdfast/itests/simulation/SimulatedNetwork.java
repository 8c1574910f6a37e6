package io.holdfast.itests.simulation;

import io.holdfast.transport.Attempt;
import io.holdfast.transport.Endpoint;
import io.holdfast.transport.ConnectionListener;
import io.holdfast.transport.HandshakeFailure;
import io.holdfast.transport.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** What lies between the gateway and its CSMS. */
final class SimulatedNetwork {
    /** What becomes of a handshake. */
    enum Door { OPEN, REFUSED, DNS, TLS, HANGING, RESET, UNAVAILABLE, UNAVAILABLE_RETRY_AFTER, UNAUTHORIZED, NO_SUBPROTOCOL }

    static final Duration RETRY_AFTER = Duration.ofSeconds(45);
    private static final Duration QUICK = Duration.ofMillis(10);

    final World world;
    final Random random;
    final List<SimulatedSocket> sockets = new ArrayList<>();
    private Duration latency = QUICK;
    private boolean up = true;
    private Door door = Door.OPEN;

    SimulatedNetwork(World world, Random random) {
        this.world = world;
        this.random = random;
    }

    void latency(Duration oneWay) {
        latency = oneWay;
    }

    void door(Door now) {
        door = now;
    }

    /** Down: nothing arrives any more, and nobody is told. */
    void up(boolean now) {
        up = now;
        if (!up) {
            sockets.forEach(SimulatedSocket::cut);
        }
    }

    void heal() {
        latency = QUICK;
        door = Door.OPEN;
        up = true;
        sockets.forEach(SimulatedSocket::serverReads);
    }

    Duration delay() {
        return latency.plusNanos(1 + random.nextLong(latency.toNanos()));
    }

    boolean anyOpen() {
        return sockets.stream().anyMatch(SimulatedSocket::lives);
    }

    /** The gateway has died: its system closes what it had, unless the power went. */
    void gatewayDied(boolean powerCut) {
        List.copyOf(sockets).forEach(socket -> socket.gatewayDied(powerCut));
    }

    List<SimulatedSocket> socketsOf(Post post) {
        return sockets.stream().filter(socket -> socket.post == post).toList();
    }

    void forget(SimulatedSocket socket) {
        sockets.remove(socket);
    }

    /** A transport over this network, until it is deactivated. */
    final class Carrier implements Transport {
        final String name;
        private boolean deactivated;

        Carrier(String name) {
            this.name = name;
        }

        void deactivate() {
            deactivated = true;
            List.copyOf(sockets).stream().filter(socket -> socket.carrier == this).forEach(SimulatedSocket::transportGoes);
        }

        @Override
        public Attempt open(Endpoint endpoint, ConnectionListener listener) {
            if (deactivated) {
                throw new IllegalStateException(name + " is deactivated");
            }
            Post post = world.posts.stream().filter(one -> one.identity.equals(endpoint.identity())).findFirst().orElseThrow();
            if (socketsOf(post).stream().anyMatch(SimulatedSocket::inUse)) {
                post.broken("a connection is opened while another is in use");
            }
            SimulatedSocket socket = new SimulatedSocket(SimulatedNetwork.this, post, this, endpoint, listener);
            sockets.add(socket);
            dial(socket, endpoint);
            return socket::cancel;
        }
    }

    private void dial(SimulatedSocket socket, Endpoint endpoint) {
        Door met = up ? door : Door.HANGING;
        HandshakeFailure failure = switch (met) {
            case OPEN -> null;
            case REFUSED -> HandshakeFailure.of(HandshakeFailure.Cause.REFUSED, "nobody listens");
            case DNS -> HandshakeFailure.of(HandshakeFailure.Cause.DNS, "no such host");
            case TLS -> HandshakeFailure.of(HandshakeFailure.Cause.TLS, "expired");
            case HANGING -> HandshakeFailure.of(HandshakeFailure.Cause.TIMEOUT, "no answer");
            case RESET -> HandshakeFailure.of(HandshakeFailure.Cause.HANDSHAKE, "reset");
            case UNAVAILABLE -> HandshakeFailure.ofStatus(503, Optional.empty(), world.now(), "");
            case UNAVAILABLE_RETRY_AFTER -> HandshakeFailure.ofStatus(503, Optional.of(RETRY_AFTER.toSeconds() + ""), world.now(), "");
            case UNAUTHORIZED -> HandshakeFailure.ofStatus(401, Optional.empty(), world.now(), "");
            case NO_SUBPROTOCOL -> HandshakeFailure.ofSubprotocol("", endpoint);
        };
        Duration takes = met == Door.HANGING ? endpoint.openTimeout() : delay().multipliedBy(3);
        boolean late = takes.compareTo(endpoint.openTimeout()) > 0;
        HandshakeFailure tooLate = HandshakeFailure.of(HandshakeFailure.Cause.TIMEOUT, "too slow");
        if (met == Door.DNS && random.nextBoolean()) {
            // a transport may tell at once
            socket.fail(failure);
        } else {
            world.after(late ? endpoint.openTimeout() : takes, () -> {
                if (late) {
                    socket.fail(tooLate);
                } else if (failure != null) {
                    socket.fail(failure);
                } else if (up) {
                    socket.opened();
                } else {
                    world.after(endpoint.openTimeout().minus(takes), () -> socket.fail(tooLate));
                }
            });
        }
    }
}
