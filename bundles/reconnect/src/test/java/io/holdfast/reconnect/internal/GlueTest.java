package io.holdfast.reconnect.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.reconnect.ConnectOutcome;
import io.holdfast.reconnect.ConnectionState;
import io.holdfast.reconnect.ReconnectStatus;
import io.holdfast.strand.Strand;
import io.holdfast.strand.testing.VirtualTime;
import io.holdfast.transport.CloseReason;
import io.holdfast.transport.Connection;
import io.holdfast.transport.HandshakeFailure;
import io.holdfast.transport.HandshakeFailure.Cause;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GlueTest {
    private static final URI ONE = URI.create("ws://one/ocpp");
    private static final URI TWO = URI.create("ws://two/ocpp");

    /** What a status may say while a signal is told. */
    private static final Map<String, Set<ConnectionState>> STATE_AT = Map.ofEntries(
        Map.entry("connecting", EnumSet.of(ConnectionState.CONNECTING)),
        Map.entry("failed", EnumSet.of(ConnectionState.BACKOFF)),
        Map.entry("connected", EnumSet.of(ConnectionState.CONNECTED)),
        Map.entry("online", EnumSet.of(ConnectionState.ONLINE)),
        Map.entry("draining", EnumSet.of(ConnectionState.DRAINING)),
        Map.entry("closed", EnumSet.of(ConnectionState.BACKOFF, ConnectionState.STOPPED)),
        Map.entry("offline", EnumSet.of(ConnectionState.CONNECTED, ConnectionState.DRAINING, ConnectionState.BACKOFF, ConnectionState.STOPPED)),
        Map.entry("backoff", EnumSet.of(ConnectionState.BACKOFF)),
        Map.entry("held", EnumSet.of(ConnectionState.HELD, ConnectionState.LINK_DOWN)),
        Map.entry("noTransport", EnumSet.of(ConnectionState.NO_TRANSPORT)),
        Map.entry("transportChanged", EnumSet.of(ConnectionState.BACKOFF, ConnectionState.HELD, ConnectionState.LINK_DOWN)),
        Map.entry("stopped", EnumSet.of(ConnectionState.STOPPED)));

    private final VirtualTime time = new VirtualTime();
    private final Strand strand = time.create("cp");
    private final DummyTransport transport = new DummyTransport();
    private final List<String> log = new ArrayList<>();
    private final Listener signals = new Listener();
    private final Glue glue = new Glue("cp", strand, Bench.SETTINGS, new Random(1), 0, signals);
    private final List<Watched<?>> stages = new ArrayList<>();

    GlueTest() {
        glue.transport(Optional.of(transport), "dummy");
        time.runUntilIdle();
    }

    /** What the glue tells, held to the grammar, with a listener's own doings in between. */
    private final class Listener extends DummySignals {
        private final List<byte[]> messages = new ArrayList<>();
        private Connection connection;
        private Runnable onConnected = () -> { };
        private Runnable onClosed = () -> { };

        Listener() {
            super(log);
        }

        @Override
        void accept(String signal, long generation) {
            super.accept(signal, generation);
            assertThat(STATE_AT).as("known signals").containsKey(signal);
            assertThat(STATE_AT.get(signal)).as("states at %s", signal).contains(glue.status().state());
        }

        @Override
        public void onConnected(long generation, Connection opened, URI endpoint) {
            super.onConnected(generation, opened, endpoint);
            connection = opened;
            onConnected.run();
        }

        @Override
        public void onMessage(byte[] utf8) {
            messages.add(utf8);
        }

        @Override
        public void onClosed(long generation, CloseReason reason) {
            super.onClosed(generation, reason);
            onClosed.run();
        }
    }

    /** A stage that counts how often it completes and where. */
    private final class Watched<T> {
        private T value;
        private int completions;

        Watched(CompletionStage<T> stage) {
            stages.add(this);
            stage.whenComplete((result, failure) -> {
                assertThat(failure).isNull();
                assertThat(strand.isInside()).as("completed on the strand").isFalse();
                completions++;
                value = result;
            });
        }

        boolean isDone() {
            return completions > 0;
        }
    }

    private <T> Watched<T> run(Supplier<CompletionStage<T>> command) {
        Watched<T> watched = new Watched<>(command.get());
        time.runUntilIdle();
        return watched;
    }

    private DummyTransport.Dial opened() {
        DummyTransport.Dial dial = transport.last();
        dial.opens();
        time.runUntilIdle();
        return dial;
    }

    private ConnectionState state() {
        return glue.status().state();
    }

    @AfterEach
    void everyStageCompletesOnceAndNothingIsLeft() {
        glue.dispose(() -> { });
        time.runUntilIdle();
        assertThat(stages).allSatisfy(stage -> assertThat(stage.completions).isEqualTo(1));
        assertThat(time.pendingTimers()).isZero();
        assertThat(transport.dials).allSatisfy(dial -> assertThat(dial.isGivenBack()).isTrue());
    }

    // ---- stages

    @Test
    void connectCompletesWithTheHandshake() {
        Watched<ConnectOutcome> stage = run(glue::connect);
        assertThat(stage.isDone()).isFalse();
        opened();
        assertThat(stage.value).isEqualTo(new ConnectOutcome.Connected(ONE));
        assertThat(run(glue::connect).value).as("already connected").isEqualTo(new ConnectOutcome.Connected(ONE));
    }

    @Test
    void connectCompletesWithTheFailureWhileThePolicyGoesOn() {
        Watched<ConnectOutcome> stage = run(glue::connect);
        transport.last().fails(Cause.REFUSED);
        time.runUntilIdle();
        assertThat(stage.value).isEqualTo(new ConnectOutcome.Failed(HandshakeFailure.of(Cause.REFUSED, "dummy")));
        assertThat(state()).isEqualTo(ConnectionState.BACKOFF);
        time.advance(Duration.ofSeconds(10));
        assertThat(transport.dials).hasSize(2);
    }

    @Test
    void closeDuringTheHandshakeCompletesBoth() {
        Watched<ConnectOutcome> connecting = run(glue::connect);
        Watched<Void> closing = run(glue::close);
        assertThat(connecting.value).isEqualTo(new ConnectOutcome.GivenUp("no connection is wanted any more"));
        assertThat(closing.isDone()).isTrue();
        assertThat(transport.last().cancelled).isTrue();
    }

    @Test
    void closeCompletesWhenTheSocketIsGoneAlsoIfConnectWasCalledMeanwhile() {
        run(glue::connect);
        DummyTransport.Dial first = opened();
        Watched<Void> closing = run(glue::close);
        Watched<ConnectOutcome> connecting = run(glue::connect);
        assertThat(closing.isDone()).isFalse();
        first.closes();
        time.runUntilIdle();
        assertThat(closing.isDone()).isTrue();
        assertThat(connecting.isDone()).isFalse();
        opened();
        assertThat(connecting.value).isEqualTo(new ConnectOutcome.Connected(ONE));
    }

    @Test
    void closeWithoutASocketCompletesAtOnce() {
        assertThat(run(glue::close).isDone()).isTrue();
        run(glue::connect);
        transport.last().fails(Cause.REFUSED);
        time.runUntilIdle();
        assertThat(run(glue::close).isDone()).isTrue();
        assertThat(state()).isEqualTo(ConnectionState.STOPPED);
    }

    @Test
    void closeCompletesAlsoIfThePeerNeverAnswers() {
        run(glue::connect);
        DummyTransport.Dial dial = opened();
        Watched<Void> closing = run(glue::close);
        time.advance(Bench.SETTINGS.closeTimeout());
        assertThat(closing.isDone()).isTrue();
        assertThat(dial.connection.told).containsExactly("close 1000", "abort");
    }

    @Test
    void connectElsewhereWaitsForThatHandshakeAndNotForTheOneItGaveUp() {
        Watched<ConnectOutcome> here = run(glue::connect);
        Watched<ConnectOutcome> there = run(() -> glue.connect(TWO));
        assertThat(here.value).isEqualTo(new ConnectOutcome.GivenUp("another endpoint is wanted"));
        assertThat(there.isDone()).isFalse();
        assertThat(transport.last().url).isEqualTo(TWO);
        opened();
        assertThat(there.value).isEqualTo(new ConnectOutcome.Connected(TWO));
    }

    @Test
    void connectElsewhereClosesWhatIsOpenAndStaysThereUntilTheSettingsChange() {
        run(glue::connect);
        DummyTransport.Dial here = opened();
        Watched<ConnectOutcome> there = run(() -> glue.connect(TWO));
        assertThat(here.connection.told).containsExactly("close 1000");
        here.closes();
        time.runUntilIdle();
        opened().closes();
        time.advance(Duration.ofSeconds(10));
        assertThat(there.value).isEqualTo(new ConnectOutcome.Connected(TWO));
        assertThat(transport.dials).extracting(dial -> dial.url).containsExactly(ONE, TWO, TWO);

        glue.settings(Bench.SETTINGS);
        time.runUntilIdle();
        transport.last().fails(Cause.DNS);
        time.advance(Duration.ofSeconds(20));
        assertThat(transport.last().url).isEqualTo(ONE);
    }

    @Test
    void connectElsewhereWhereItAlreadyIsKeepsTheConnection() {
        assertThat(glue.strand()).isSameAs(strand);
        run(glue::connect);
        opened();
        assertThat(run(() -> glue.connect(ONE)).value).isEqualTo(new ConnectOutcome.Connected(ONE));
        assertThat(transport.dials).hasSize(1);
    }

    @Test
    void connectWithoutATransportSaysSo() {
        glue.transport(Optional.empty(), "");
        assertThat(run(glue::connect).value).isEqualTo(new ConnectOutcome.GivenUp("there is no transport to dial with"));
        assertThat(run(glue::connect).value).isEqualTo(new ConnectOutcome.GivenUp("there is no transport to dial with"));
        assertThat(state()).isEqualTo(ConnectionState.NO_TRANSPORT);
    }

    @Test
    void aStageIsGivenUpIfAHoldOrTheLastTransportsEndComesFirst() {
        Watched<ConnectOutcome> held = run(glue::connect);
        glue.hold(Optional.empty());
        time.runUntilIdle();
        assertThat(held.value).isEqualTo(new ConnectOutcome.GivenUp("held off by command"));

        Watched<ConnectOutcome> left = run(glue::connect);
        glue.transport(Optional.empty(), "");
        time.runUntilIdle();
        assertThat(left.value).isInstanceOf(ConnectOutcome.GivenUp.class);
    }

    @Test
    void aStageThatWaitsForTheCloseIsGivenUpByWhateverPreventsTheNextAttempt() {
        List<Runnable> commands = List.of(() -> glue.hold(Optional.empty()), () -> glue.transport(Optional.empty(), ""), glue::close);
        for (Runnable command : commands) {
            glue.transport(Optional.of(transport), "dummy");
            run(glue::connect);
            DummyTransport.Dial dial = opened();
            run(glue::close);
            Watched<ConnectOutcome> again = run(glue::connect);
            command.run();
            dial.closes();
            time.runUntilIdle();
            assertThat(again.value).isInstanceOf(ConnectOutcome.GivenUp.class);
            run(glue::close);
        }
        assertThat(log).contains("held", "noTransport", "stopped");
    }

    @Test
    void aHoldIsReleased() {
        run(glue::connect);
        glue.hold(Optional.of(Duration.ofMinutes(1)));
        time.runUntilIdle();
        glue.release();
        time.runUntilIdle();
        assertThat(state()).isEqualTo(ConnectionState.CONNECTING);
        assertThat(time.pendingTimers()).isZero();
    }

    @Test
    void aStageIsGivenUpIfTheLinkGoesDownFirst() {
        run(glue::connect);
        DummyTransport.Dial dial = opened();
        run(glue::close);
        Watched<ConnectOutcome> again = run(glue::connect);
        glue.link(false);
        dial.closes();
        time.runUntilIdle();
        assertThat(state()).isEqualTo(ConnectionState.LINK_DOWN);
        assertThat(again.value).isEqualTo(new ConnectOutcome.GivenUp("held off, by command or because the link is down"));
    }

    @Test
    void generationsGoOnFromThoseOfAnEarlierLife() {
        DummySignals later = new DummySignals(new ArrayList<>(), 41);
        Glue next = new Glue("cp", time.create("cp"), Bench.SETTINGS, new Random(1), 41, later);
        assertThat(next.status().generation()).isEqualTo(41);
        next.transport(Optional.of(transport), "dummy");
        next.connect();
        time.runUntilIdle();
        assertThat(next.status().generation()).isEqualTo(42);
        next.dispose(() -> { });
        time.runUntilIdle();
    }

    @Test
    void disposeCompletesWhatIsOpenAndWhatComesLater() {
        Watched<ConnectOutcome> connecting = run(glue::connect);
        glue.dispose(() -> log.add("disposed"));
        Watched<Void> queued = new Watched<>(glue.close());
        time.runUntilIdle();
        assertThat(connecting.isDone()).isTrue();
        assertThat(queued.isDone()).isTrue();
        assertThat(run(glue::connect).value).isEqualTo(new ConnectOutcome.GivenUp("the charge point's client is gone"));
        assertThat(run(glue::close).isDone()).isTrue();
        assertThat(log).endsWith("failed", "stopped", "disposed");
    }

    // ---- dispose

    @Test
    void disposeTellsOfTheEndThenWhatThisQueuedThenTheCallback() {
        run(glue::connect);
        DummyTransport.Dial dial = opened();
        signals.onClosed = () -> strand.dispatch(() -> log.add("outcome of a call"));
        glue.dispose(() -> {
            log.add("disposed");
            strand.dispatch(() -> log.add("last words"));
        });
        time.runUntilIdle();
        assertThat(dial.connection.told).containsExactly("abort");
        assertThat(log).endsWith("closed", "stopped", "outcome of a call", "disposed", "last words");
    }

    @Test
    void whatIsAskedAfterDisposeIsNotDoneAnyMore() {
        glue.dispose(() -> { });
        glue.connect();
        time.runUntilIdle();
        assertThat(transport.dials).isEmpty();
    }

    @Test
    void disposeClosesTheStrand() {
        glue.dispose(() -> { });
        time.runUntilIdle();
        strand.execute(() -> log.add("too late"));
        time.runUntilIdle();
        assertThat(log).doesNotContain("too late");
    }

    @Test
    void disposeEndsAlsoIfItsCallbackFails() {
        Watched<ConnectOutcome> stage = run(glue::connect);
        glue.dispose(() -> {
            throw new IllegalStateException("on purpose");
        });
        try {
            time.runUntilIdle();
        } catch (AssertionError e) {
            assertThat(e).hasMessageContaining("on purpose");
        }
        time.runUntilIdle();
        assertThat(stage.isDone()).isTrue();
    }

    // ---- what comes late

    @Test
    void aConnectionThatOpensAfterItWasGivenUpIsAborted() {
        run(glue::connect);
        DummyTransport.Dial late = transport.last();
        run(glue::close);
        late.opens();
        time.runUntilIdle();
        assertThat(late.connection.told).containsExactly("abort");
        assertThat(log).doesNotContain("connected");
    }

    @Test
    void aConnectionThatIsOpenButNotYetToldIsAbortedByTheCommandThatOvertakesIt() {
        run(glue::connect);
        DummyTransport.Dial dial = transport.last();
        strand.execute(() -> {
            glue.close();
            // the strand is busy, so this waits behind the close
            strand.execute(dial::opens);
        });
        time.runUntilIdle();
        assertThat(dial.connection.told).containsOnly("abort");
        assertThat(log).doesNotContain("connected");
    }

    @Test
    void aConnectionThatOpensWhileTheGlueIsDisposedIsAborted() {
        run(glue::connect);
        DummyTransport.Dial dial = transport.last();
        strand.execute(() -> {
            glue.dispose(() -> { });
            dial.opens();
        });
        time.runUntilIdle();
        assertThat(dial.connection.told).endsWith("abort");
    }

    @Test
    void aConnectionThatOpensAfterTheEndOfTheStrandIsAborted() {
        run(glue::connect);
        DummyTransport.Dial dial = transport.last();
        glue.dispose(() -> { });
        time.runUntilIdle();
        dial.opens();
        assertThat(dial.connection.told).containsExactly("abort");
    }

    @Test
    void whatAnOldConnectionStillTellsIsNotHeard() {
        run(glue::connect);
        DummyTransport.Dial old = opened();
        glue.drop();
        time.advance(Duration.ofSeconds(10));
        opened();
        old.listener.onMessage(new byte[0]);
        old.listener.onPong(ByteBuffer.allocate(0));
        old.closes();
        time.runUntilIdle();
        assertThat(signals.messages).isEmpty();
        assertThat(state()).isEqualTo(ConnectionState.CONNECTED);
    }

    @Test
    void aConnectionThatOpensAfterItsTransportRefusedToOpenItIsAborted() {
        transport.brokenLate = true;
        run(glue::connect);
        assertThat(state()).isEqualTo(ConnectionState.BACKOFF);
        opened();
        assertThat(transport.last().connection.told).containsExactly("abort");
    }

    // ---- faults of others

    @Test
    void aTransportThatThrowsIsAFailedAttempt() {
        transport.broken = () -> {
            throw new IllegalStateException("deactivated");
        };
        Watched<ConnectOutcome> stage = run(glue::connect);
        assertThat(stage.value).isInstanceOf(ConnectOutcome.Failed.class);
        assertThat(state()).isEqualTo(ConnectionState.BACKOFF);
        transport.broken = null;
        time.advance(Duration.ofSeconds(10));
        assertThat(state()).isEqualTo(ConnectionState.CONNECTING);
    }

    @Test
    void aTransportWhoseBundleIsIncompleteIsAFailedAttempt() {
        transport.broken = () -> {
            throw new NoClassDefFoundError("on purpose");
        };
        Watched<ConnectOutcome> stage = run(glue::connect);
        assertThat(stage.value).isInstanceOf(ConnectOutcome.Failed.class);
        transport.broken = null;
        time.advance(Duration.ofSeconds(10));
        assertThat(state()).isEqualTo(ConnectionState.CONNECTING);
        transport.last().connection.broken = () -> {
            throw new OutOfMemoryError("on purpose");
        };
        opened();
        glue.drop();
        time.advance(Duration.ofSeconds(10));
        assertThat(state()).isEqualTo(ConnectionState.CONNECTING);
    }

    @Test
    void aConnectionThatThrowsDoesNotStopThePolicy() {
        run(glue::connect);
        DummyTransport.Dial dial = transport.last();
        dial.connection.broken = () -> {
            throw new IllegalStateException("on purpose");
        };
        opened();
        time.advance(Duration.ofSeconds(30 + 10));
        assertThat(dial.connection.told).containsExactly("ping", "abort");
        assertThat(log).endsWith("connected", "closed", "backoff");
        time.advance(Duration.ofSeconds(10));
        assertThat(transport.dials).hasSize(2);
    }

    @Test
    void aListenerThatThrowsHarmsNobody() {
        signals.onConnected = () -> {
            throw new IllegalStateException("on purpose");
        };
        Watched<ConnectOutcome> stage = run(glue::connect);
        opened();
        assertThat(stage.value).isEqualTo(new ConnectOutcome.Connected(ONE));
        assertThat(state()).isEqualTo(ConnectionState.CONNECTED);
    }

    // ---- the connection

    @Test
    void messagesAndEverySignOfLifeReachTheirPlaces() {
        run(glue::connect);
        DummyTransport.Dial dial = opened();
        dial.listener.onMessage("[]".getBytes(StandardCharsets.UTF_8));
        assertThat(signals.messages).hasSize(1);
        for (int i = 0; i < 3; i++) {
            time.advance(Duration.ofSeconds(30));
            switch (i) {
                case 0 -> dial.listener.onPong(ByteBuffer.allocate(0));
                case 1 -> dial.listener.onPing(ByteBuffer.allocate(0));
                default -> dial.listener.onMessage(new byte[0]);
            }
        }
        time.advance(Duration.ofSeconds(29));
        assertThat(state()).isEqualTo(ConnectionState.CONNECTED);
        time.advance(Duration.ofSeconds(11));
        assertThat(state()).isEqualTo(ConnectionState.BACKOFF);
        assertThat(dial.connection.told).endsWith("ping", "abort");
    }

    @Test
    void aMessageThatTheTransportKeepsEndsTheConnection() {
        glue.settings(Bench.SETTINGS.withPingInterval(Duration.ZERO));
        run(glue::connect);
        DummyTransport.Dial dial = opened();
        dial.connection.taken = new CompletableFuture<>();
        CompletionStage<Void> sent = signals.connection.send("[]");
        time.advance(Bench.SETTINGS.sendTimeout().minusMillis(1));
        dial.listener.onMessage(new byte[0]);
        assertThat(state()).isEqualTo(ConnectionState.CONNECTED);
        time.advance(Duration.ofMillis(1));
        assertThat(state()).isEqualTo(ConnectionState.BACKOFF);
        assertThat(dial.connection.told).containsExactly("send", "abort");
        assertThat(sent.toCompletableFuture()).isNotDone();
    }

    @Test
    void aMessageThatTheTransportTakesLaterOrRefusesDoesNot() {
        glue.settings(Bench.SETTINGS.withPingInterval(Duration.ZERO));
        run(glue::connect);
        DummyTransport.Dial dial = opened();
        for (Throwable refusal : new Throwable[] {null, new IllegalStateException("on purpose")}) {
            dial.connection.taken = new CompletableFuture<>();
            signals.connection.send("[]");
            time.advance(Bench.SETTINGS.sendTimeout().minusMillis(1));
            if (refusal == null) {
                dial.connection.taken.complete(null);
            } else {
                dial.connection.taken.completeExceptionally(refusal);
            }
            time.advance(Bench.SETTINGS.sendTimeout());
        }
        assertThat(state()).isEqualTo(ConnectionState.CONNECTED);
    }

    @Test
    void unansweredCallsWithoutASignOfLifeEndTheConnection() {
        run(glue::connect);
        DummyTransport.Dial dial = opened();
        strand.execute(glue::unanswered);
        time.runUntilIdle();
        dial.listener.onPing(ByteBuffer.allocate(0));
        strand.execute(glue::unanswered);
        time.runUntilIdle();
        assertThat(state()).isEqualTo(ConnectionState.CONNECTED);
        strand.execute(glue::unanswered);
        time.runUntilIdle();
        assertThat(state()).isEqualTo(ConnectionState.BACKOFF);
        assertThat(glue.status().metrics().lastClose().map(CloseReason::endedBy)).contains(CloseReason.EndedBy.LOST);
        assertThat(dial.connection.told).containsExactly("ping", "ping", "abort");
    }

    @Test
    void noTimerOutlivesItsReason() {
        run(glue::connect);
        opened();
        assertThat(time.pendingTimers()).as("ping, stable").isEqualTo(2);
        glue.settings(Bench.SETTINGS.withPingInterval(Duration.ofSeconds(5)));
        time.runUntilIdle();
        assertThat(time.pendingTimers()).as("ping, stable").isEqualTo(2);
        time.advance(Duration.ofSeconds(5));
        assertThat(time.pendingTimers()).as("ping, pong, stable").isEqualTo(3);
        run(glue::close);
        assertThat(time.pendingTimers()).as("close").isEqualTo(1);
        transport.last().closes();
        time.runUntilIdle();
        assertThat(time.pendingTimers()).isZero();
    }

    @Test
    void aSwapDrainsClosesAndGoesOnWithTheOther() {
        run(glue::connect);
        DummyTransport.Dial old = opened();
        strand.execute(() -> glue.registered(true));
        time.runUntilIdle();
        DummyTransport other = new DummyTransport();
        glue.transport(Optional.of(other), "other");
        time.runUntilIdle();
        assertThat(state()).isEqualTo(ConnectionState.DRAINING);
        strand.execute(glue::drained);
        time.runUntilIdle();
        assertThat(old.connection.told).containsExactly("close 1001");
        old.closes();
        time.runUntilIdle();
        other.last().opens();
        assertThat(log).containsExactly("connecting", "connected", "online", "draining", "closed", "offline", "transportChanged", "connecting",
            "connected");
        assertThat(glue.status().transport()).contains("other");
    }

    @Test
    void theSameTransportAgainIsNoSwap() {
        run(glue::connect);
        opened();
        glue.transport(Optional.of(transport), "dummy");
        time.runUntilIdle();
        assertThat(state()).isEqualTo(ConnectionState.CONNECTED);
    }

    @Test
    void registeredIsSaidOfTheConnectionThatIsThereThen() {
        run(glue::connect);
        opened();
        strand.execute(() -> glue.registered(true));
        time.runUntilIdle();
        assertThat(state()).isEqualTo(ConnectionState.ONLINE);
        strand.execute(() -> glue.registered(false));
        time.runUntilIdle();
        assertThat(log).endsWith("online", "offline");
    }

    // ---- status

    @Test
    void theStatusCountsAndTellsTimes() {
        run(glue::connect);
        transport.last().fails(Cause.REFUSED);
        time.runUntilIdle();
        ReconnectStatus waiting = glue.status();
        assertThat(waiting.transport()).contains("dummy");
        assertThat(waiting.nextAttempt()).contains(time.now().plusSeconds(10));
        time.advance(Duration.ofSeconds(10));
        opened();
        time.advance(Duration.ofSeconds(20));
        transport.last().closes();
        time.advance(Duration.ofSeconds(10));
        time.advance(Duration.ofSeconds(3));
        opened();

        ReconnectStatus status = glue.status();
        assertThat(status.state()).isEqualTo(ConnectionState.CONNECTED);
        assertThat(status.since()).isEqualTo(time.now());
        assertThat(status.generation()).isEqualTo(3);
        assertThat(status.endpoint()).isEqualTo(ONE);
        assertThat(status.nextAttempt()).isEmpty();
        assertThat(status.metrics().attempts()).isEqualTo(3);
        assertThat(status.metrics().connections()).isEqualTo(2);
        assertThat(status.metrics().lastFailure()).map(HandshakeFailure::cause).contains(Cause.REFUSED);
        assertThat(status.metrics().lastClose()).map(CloseReason::endedBy).contains(CloseReason.EndedBy.PEER);
        assertThat(status.metrics().lastReconnect()).contains(Duration.ofSeconds(13));
    }

    @Test
    void theNextAttemptIsStillToldAfterATransportHasGoneAndComeBack() {
        run(glue::connect);
        transport.last().fails(Cause.REFUSED);
        time.runUntilIdle();
        Optional<Instant> next = glue.status().nextAttempt();
        glue.transport(Optional.empty(), "");
        time.runUntilIdle();
        assertThat(glue.status().nextAttempt()).isEmpty();
        glue.transport(Optional.of(new DummyTransport()), "other");
        time.runUntilIdle();
        assertThat(glue.status().nextAttempt()).isEqualTo(next);
    }

    @Test
    void theFactoryGivesEachGlueItsStrand() {
        GlueFactory factory = new GlueFactory(time);
        CompletableFuture<Void> disposed = new CompletableFuture<>();
        var made = factory.create("other", Bench.SETTINGS, 0, new DummySignals(new ArrayList<>()));
        assertThat(made.strand()).isNotSameAs(strand);
        made.dispose(() -> disposed.complete(null));
        time.runUntilIdle();
        assertThat(disposed).isDone();
    }
}
