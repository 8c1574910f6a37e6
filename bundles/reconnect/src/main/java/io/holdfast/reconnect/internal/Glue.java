package io.holdfast.reconnect.internal;

import io.holdfast.reconnect.ConnectOutcome;
import io.holdfast.reconnect.ConnectionState;
import io.holdfast.reconnect.ReconnectGlue;
import io.holdfast.reconnect.ReconnectSettings;
import io.holdfast.reconnect.ReconnectSignals;
import io.holdfast.reconnect.ReconnectStatus;
import io.holdfast.strand.Strand;
import io.holdfast.strand.Timer;
import io.holdfast.transport.Attempt;
import io.holdfast.transport.CloseReason;
import io.holdfast.transport.Connection;
import io.holdfast.transport.ConnectionListener;
import io.holdfast.transport.Endpoint;
import io.holdfast.transport.HandshakeFailure;
import io.holdfast.transport.Transport;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries the controller's decisions out on the present transport and brings everything onto the strand: the only class
 * that knows both.
 */
final class Glue implements ReconnectGlue {
    private static final String DISPOSED = "the charge point's client is gone";
    private static final ByteBuffer NO_DATA = ByteBuffer.allocate(0).asReadOnlyBuffer();
    private static final Logger LOG = LoggerFactory.getLogger(ReconnectGlue.class);

    private final String name;
    private final Strand strand;
    private final ReconnectSignals signals;
    private final ReconnectController controller;
    private final ConnectionRecorder recorder;
    private final Stages stages;
    private final Map<TransportOps.TimerName, Timer> timers = new EnumMap<>(TransportOps.TimerName.class);
    private ReconnectSettings settings;
    private Optional<Transport> transport = Optional.empty();
    /** The attempt or the socket of the present generation. */
    private Socket socket;
    private boolean gone;

    Glue(String name, Strand strand, ReconnectSettings settings, RandomGenerator random, long generation, ReconnectSignals signals) {
        this.name = name;
        this.strand = strand;
        this.settings = settings;
        this.signals = signals;
        this.recorder = new ConnectionRecorder(name, strand, settings.endpoints().get(0).url(), generation, this::state);
        this.stages = new Stages(strand.offStrand());
        this.controller = new ReconnectController(settings, new BackoffPolicy(random), generation, new Ops(),
            new SignalFan(name, List.of(recorder, signals, new StageCompletion(stages))));
    }

    private ConnectionState state() {
        return controller.state();
    }

    @Override
    public Strand strand() {
        return strand;
    }

    @Override
    public CompletionStage<ConnectOutcome> connect() {
        return connecting(controller::connect);
    }

    @Override
    public CompletionStage<ConnectOutcome> connect(URI url) {
        return connecting(() -> {
            Endpoint elsewhere = settings.endpoints().get(0).at(url);
            settings = settings.withEndpoints(Stream.concat(Stream.of(elsewhere), settings.endpoints().stream()
                .filter(e -> !e.url().equals(url))).toList());
            controller.connectElsewhere(settings);
        });
    }

    private CompletionStage<ConnectOutcome> connecting(Runnable command) {
        CompletableFuture<ConnectOutcome> stage = stages.open(new ConnectOutcome.GivenUp(DISPOSED));
        input(() -> {
            command.run();
            // only now: an attempt that this command has given up is not the one to wait for
            stages.awaitConnected(stage);
            switch (state()) {
                case CONNECTED, ONLINE -> stages.connected(controller.endpoint().url());
                case NO_TRANSPORT -> stages.givenUp(StageCompletion.NO_TRANSPORT);
                case STOPPED, HELD, LINK_DOWN, BACKOFF, CONNECTING, DRAINING, CLOSING -> { }
            }
        });
        return stage;
    }

    @Override
    public CompletionStage<Void> close() {
        CompletableFuture<Void> stage = stages.open(null);
        input(() -> {
            stages.awaitClosed(stage);
            controller.disconnect();
            if (state() == ConnectionState.STOPPED) {
                stages.noSocketLeft();
            }
        });
        return stage;
    }

    @Override
    public void drop() {
        input(controller::drop);
    }

    @Override
    public void hold(Optional<Duration> duration) {
        input(() -> controller.hold(duration));
    }

    @Override
    public void release() {
        input(controller::release);
    }

    @Override
    public void link(boolean up) {
        input(() -> controller.link(up));
    }

    @Override
    public void registered(boolean accepted) {
        long generation = controller.generation();
        strand.dispatch(() -> decide(() -> controller.registered(generation, accepted)));
    }

    @Override
    public void unanswered() {
        long generation = controller.generation();
        strand.dispatch(() -> decide(() -> controller.unanswered(generation)));
    }

    @Override
    public void drained() {
        long generation = controller.generation();
        strand.dispatch(() -> decide(() -> controller.drained(generation)));
    }

    @Override
    public void transport(Optional<Transport> chosen, String name) {
        input(() -> {
            if (!chosen.equals(transport)) {
                transport = chosen;
                recorder.transportIs(chosen.map(t -> name));
                controller.transport(chosen.map(t -> name));
            }
        });
    }

    @Override
    public void settings(ReconnectSettings changed) {
        input(() -> {
            settings = changed;
            controller.settings(changed);
        });
    }

    @Override
    public ReconnectStatus status() {
        return recorder.status();
    }

    @Override
    public void dispose(Runnable disposed) {
        strand.execute(() -> {
            decide(controller::dispose);
            gone = true;
            // each behind what the one before has queued: the outcomes of calls that were cut off are told
            strand.execute(() -> {
                try {
                    disposed.run();
                } finally {
                    strand.execute(this::end);
                }
            });
        });
    }

    private void end() {
        stages.disposed();
        strand.close();
    }

    private void input(Runnable decision) {
        strand.execute(() -> decide(decision));
    }

    private void decide(Runnable decision) {
        if (!gone) {
            decision.run();
            recorder.refresh();
        }
    }

    /** One attempt and the connection that comes of it. The transport's threads call it; it moves everything onto the strand. */
    private final class Socket implements ConnectionListener {
        private final long generation;
        private Attempt attempt;
        /** These two cross between the strand and the transport: whoever comes second sees the other's, and aborts. */
        private volatile Connection connection;
        private volatile boolean abandoned;

        Socket(long generation) {
            this.generation = generation;
        }

        private boolean isPresent() {
            return socket == this;
        }

        private void abandon() {
            abandoned = true;
            Connection opened = connection;
            if (opened != null) {
                opened.abort();
            } else if (attempt != null) {
                attempt.cancel();
            }
        }

        @Override
        public void onOpen(Connection opened) {
            connection = opened;
            if (abandoned) {
                // too late, and dropped without an abort it would hold the CSMS's slot for our identity; the strand may be closed
                opened.abort();
            } else {
                strand.dispatch(() -> {
                    if (isPresent()) {
                        decide(() -> controller.opened(generation, new WatchedConnection(opened, strand,
                            () -> controller.sending(generation), () -> controller.taken(generation))));
                    } else {
                        opened.abort();
                    }
                });
            }
        }

        @Override
        public void onFailed(HandshakeFailure failure) {
            strand.dispatch(() -> {
                if (isPresent()) {
                    socket = null;
                    decide(() -> controller.failed(generation, failure));
                }
            });
        }

        @Override
        public void onMessage(byte[] utf8) {
            strand.dispatch(() -> {
                if (isPresent()) {
                    controller.traffic(generation);
                    signals.onMessage(utf8);
                }
            });
        }

        @Override
        public void onPing(ByteBuffer data) {
            strand.dispatch(() -> controller.traffic(generation));
        }

        @Override
        public void onPong(ByteBuffer data) {
            strand.dispatch(() -> controller.traffic(generation));
        }

        @Override
        public void onClosed(CloseReason reason) {
            strand.dispatch(() -> {
                if (isPresent()) {
                    socket = null;
                    decide(() -> controller.closed(generation, reason));
                }
            });
        }
    }

    private final class Ops implements TransportOps {
        @Override
        public void open(long generation, Endpoint endpoint) {
            Socket opening = new Socket(generation);
            socket = opening;
            try {
                opening.attempt = transport.orElseThrow().open(endpoint, opening);
            } catch (RuntimeException | LinkageError | VirtualMachineError e) {
                // a transport that is being deactivated, or a broken one, or no thread left for it: the same as any failed attempt
                opening.onFailed(HandshakeFailure.of(HandshakeFailure.Cause.HANDSHAKE, e.toString()));
            }
        }

        @Override
        public void abort(long generation) {
            Socket aborted = socket;
            socket = null;
            safely("abort", aborted::abandon);
        }

        @Override
        public void close(long generation, int code, String text) {
            safely("close", () -> socket.connection.close(code, text));
        }

        @Override
        public void ping(long generation) {
            safely("ping", () -> socket.connection.ping(NO_DATA.duplicate()));
        }

        /** A transport may be anybody's; what it throws must not leave the policy half-way, and its timers go on from here. */
        private void safely(String what, Runnable operation) {
            try {
                operation.run();
            } catch (RuntimeException | LinkageError | VirtualMachineError e) {
                LOG.error("{}: the transport failed to {}", name, what, e);
            }
        }

        @Override
        public void setTimer(TimerName name, Duration delay) {
            cancelTimer(name);
            timers.put(name, strand.schedule(delay, () -> decide(() -> controller.timer(name))));
        }

        @Override
        public void cancelTimer(TimerName name) {
            Timer timer = timers.remove(name);
            if (timer != null) {
                timer.cancel();
            }
        }
    }
}
