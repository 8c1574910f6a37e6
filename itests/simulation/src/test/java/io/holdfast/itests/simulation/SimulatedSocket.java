package io.holdfast.itests.simulation;

import io.holdfast.transport.CloseReason;
import io.holdfast.transport.Connection;
import io.holdfast.transport.ConnectionListener;
import io.holdfast.transport.Endpoint;
import io.holdfast.transport.HandshakeFailure;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** One attempt and the connection that may come of it, both ends. What is sent arrives in order, or not at all. */
final class SimulatedSocket implements Connection {
    /** At the gateway's end. */
    private enum State { DIALLING, OPEN, CLOSING, ENDED }

    /** What the systems of both ends keep for a server that does not read, in frames. */
    private static final int BUFFERED = 3;
    /** What is sent again and again, and never acknowledged. */
    private static final Duration TCP_GIVES_UP = Duration.ofMinutes(15);

    final SimulatedNetwork.Carrier carrier;
    final Endpoint endpoint;
    private final SimulatedNetwork network;
    final Post post;
    private final World world;
    private final ConnectionListener listener;
    private State state = State.DIALLING;
    /** The gateway has given it up; what it is still told changes nothing. */
    private boolean abandoned;
    private boolean aborted;
    private boolean toldOpened;
    private boolean deaf;
    private boolean silent;
    private boolean serverOpen;
    private boolean serverReads = true;
    private final Deque<Runnable> unread = new ArrayDeque<>();
    private final Deque<CompletableFuture<Void>> untaken = new ArrayDeque<>();
    private long heardAt;
    private long nextToGateway;
    private long nextToServer;

    SimulatedSocket(SimulatedNetwork network, Post post, SimulatedNetwork.Carrier carrier, Endpoint endpoint, ConnectionListener listener) {
        this.network = network;
        this.post = post;
        this.world = network.world;
        this.carrier = carrier;
        this.endpoint = endpoint;
        this.listener = listener;
    }

    boolean lives() {
        return state != State.ENDED;
    }

    boolean isSilent() {
        return silent;
    }

    boolean inUse() {
        return lives() && !abandoned;
    }

    // ---- the handshake

    void fail(HandshakeFailure failure) {
        if (state == State.DIALLING) {
            state = State.ENDED;
            network.forget(this);
            if (!abandoned) {
                post.handshakeFailed(failure);
            }
            tell(() -> listener.onFailed(failure));
        }
    }

    void opened() {
        if (state != State.DIALLING) {
            return;
        }
        state = State.OPEN;
        serverOpen = true;
        post.csms.connected(this);
        // told from a thread of its own: whatever happens meanwhile finds an open socket that nobody knows
        toGateway(Duration.ofNanos(1 + network.random.nextInt(3_000_000)), this::tellOpened);
    }

    private void tellOpened() {
        if (!toldOpened) {
            toldOpened = true;
            if (!abandoned) {
                post.connected(endpoint.url().toString());
            }
            listener.onOpen(this);
            if (abandoned && !aborted) {
                post.broken("a connection that came too late was dropped, not aborted: the CSMS has it still");
            }
        }
    }

    void cancel() {
        abandoned = true;
        if (state == State.DIALLING) {
            state = State.ENDED;
            network.forget(this);
            world.after(moment(), () -> tell(() -> listener.onFailed(HandshakeFailure.of(HandshakeFailure.Cause.CANCELLED, ""))));
        }
    }

    private Duration moment() {
        return Duration.ofNanos(network.random.nextInt(2_000_000));
    }

    private void tell(Runnable news) {
        if (!deaf) {
            news.run();
        }
    }

    // ---- the way

    private void toGateway(Duration delay, Runnable arrives) {
        nextToGateway = Math.max(nextToGateway + 1, world.nanos() + delay.toNanos());
        world.after(Duration.ofNanos(nextToGateway - world.nanos()), () -> {
            if (lives()) {
                if (!silent) {
                    heardAt = world.nanos();
                    heard();
                }
                tell(arrives);
            }
        });
    }

    private void heard() {
        if (inUseByGateway()) {
            post.heard();
        }
    }

    private void toServer(Runnable arrives) {
        nextToServer = Math.max(nextToServer + 1, world.nanos() + network.delay().toNanos());
        world.after(Duration.ofNanos(nextToServer - world.nanos()), () -> {
            if (silent) {
                world.after(TCP_GIVES_UP, () -> ends(CloseReason.lost("connection timed out")));
            } else if (serverOpen) {
                arrives.run();
            }
        });
    }

    /** As soon as the server reads. */
    private void toReader(Runnable arrives) {
        toServer(() -> {
            if (serverReads) {
                arrives.run();
            } else {
                unread.add(arrives);
            }
        });
    }

    /** From here on nothing arrives at either end, and neither is told. */
    void cut() {
        silent = true;
        world.after(Duration.ofSeconds(90), this::serverEnds);
        mustBeNoticed();
    }

    /** What the gateway sends stays in the buffers of both systems, and then with the gateway; its pings too. */
    void serverStopsReading() {
        serverReads = false;
        mustBeNoticed();
    }

    void serverReads() {
        serverReads = true;
        while (serverOpen && !unread.isEmpty()) {
            unread.remove().run();
        }
        while (!untaken.isEmpty()) {
            untaken.remove().complete(null);
        }
    }

    private void mustBeNoticed() {
        Duration ping = post.pingInterval();
        long since = world.nanos();
        if (!toldOpened || ping.isZero()) {
            return;
        }
        world.after(ping.plus(Gateway.PONG_TIMEOUT).plusSeconds(1), () -> {
            if (state != State.OPEN || !inUse() || !silent && serverReads) {
                return;
            }
            if (heardAt > since || post.pingChangedAt() >= since) {
                mustBeNoticed();
            } else {
                post.broken("a dead connection was not noticed although pings are sent");
            }
        });
    }

    /** Both ends are told; what was under way is gone. */
    void reset() {
        serverEnds();
        ends(CloseReason.lost("connection reset"));
    }

    private void serverEnds() {
        if (serverOpen) {
            serverOpen = false;
            post.csms.lost(this);
        }
    }

    /** The gateway's system notices it, whatever is still under way to it. */
    private void ends(CloseReason reason) {
        if (state == State.OPEN || state == State.CLOSING) {
            ends(moment(), reason);
        }
    }

    /** A close frame comes behind what was sent before it. */
    private void closeFrameArrives(CloseReason reason) {
        nextToGateway = Math.max(nextToGateway + 1, world.nanos() + network.delay().toNanos());
        ends(Duration.ofNanos(nextToGateway - world.nanos()), reason);
    }

    private void ends(Duration after, CloseReason reason) {
        world.after(after, () -> {
            if (lives()) {
                tell(this::tellOpened);
                state = State.ENDED;
                network.forget(this);
                untaken.forEach(one -> one.completeExceptionally(new IllegalStateException("closed")));
                if (inUseByGateway()) {
                    post.connectionEnded();
                }
                tell(() -> listener.onClosed(reason));
            }
        });
    }

    private boolean inUseByGateway() {
        return !abandoned && !deaf;
    }

    // ---- the CSMS's end

    void serverSends(String text) {
        if (!silent) {
            toGateway(network.delay(), () -> {
                if (silent) {
                    return;
                }
                if (inUseByGateway()) {
                    post.gatewayReceives(text);
                }
                listener.onMessage(text.getBytes(StandardCharsets.UTF_8));
            });
        }
    }

    void serverPings() {
        if (!silent) {
            toGateway(network.delay(), () -> {
                if (!silent) {
                    listener.onPing(ByteBuffer.allocate(0));
                }
            });
        }
    }

    void serverCloses(int code) {
        serverEnds();
        if (!silent) {
            closeFrameArrives(new CloseReason(CloseReason.EndedBy.PEER, code, "bye"));
        }
    }

    // ---- the gateway's end

    void gatewayDied(boolean powerCut) {
        deaf = true;
        abandoned = true;
        state = State.ENDED;
        network.forget(this);
        if (powerCut) {
            cut();
        } else {
            toServer(this::serverEnds);
        }
    }

    @Override
    public String subprotocol() {
        return endpoint.subprotocols().get(0);
    }

    @Override
    public CompletionStage<Void> send(String text) {
        if (state != State.OPEN) {
            return CompletableFuture.failedFuture(new IllegalStateException("closed"));
        }
        post.gatewaySends(text, abandoned);
        CompletableFuture<Void> taken = new CompletableFuture<>();
        world.after(moment(), () -> {
            if (lives() && !serverReads && unread.size() >= BUFFERED) {
                untaken.add(taken);
                world.after(Gateway.SEND_TIMEOUT.plusSeconds(1), () -> {
                    if (state == State.OPEN && inUse() && !taken.isDone()) {
                        post.broken("a message that the socket did not take was not noticed");
                    }
                });
            } else if (lives()) {
                taken.complete(null);
            } else {
                taken.completeExceptionally(new IllegalStateException("closed"));
            }
        });
        toReader(() -> post.csms.receive(this, text));
        return taken;
    }

    @Override
    public void ping(ByteBuffer data) {
        toReader(() -> {
            if (!silent) {
                toGateway(network.delay(), () -> {
                    if (!silent) {
                        listener.onPong(data);
                    }
                });
            }
        });
    }

    @Override
    public void close(int code, String reason) {
        if (state == State.OPEN) {
            state = State.CLOSING;
            post.gatewayCloses(code);
            toReader(() -> {
                serverEnds();
                closeFrameArrives(new CloseReason(CloseReason.EndedBy.US, code, reason));
            });
        }
    }

    @Override
    public void abort() {
        if (inUseByGateway()) {
            post.connectionEnded();
        }
        abandoned = true;
        aborted = true;
        transportGoes();
    }

    /** The transport ends what was not given back to it; the gateway hears of it. */
    void transportGoes() {
        fail(HandshakeFailure.of(HandshakeFailure.Cause.CANCELLED, "the transport is deactivated"));
        toServer(this::serverEnds);
        ends(CloseReason.lost("aborted"));
    }
}
