package io.holdfast.reconnect.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.reconnect.ConnectionState;
import io.holdfast.reconnect.ReconnectSettings;
import io.holdfast.reconnect.ReconnectSettings.Backoff;
import io.holdfast.reconnect.internal.TransportOps.TimerName;
import io.holdfast.transport.CloseReason;
import io.holdfast.transport.HandshakeFailure;
import io.holdfast.transport.HandshakeFailure.Cause;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * Drives the controller by random inputs and holds every step to the rules. The dummies check the grammar, the
 * generations and that there is one socket at most. A failure names its seed; {@code -Dholdfast.seed=…} replays it alone.
 */
class RandomHistoriesTest {
    private static final int HISTORIES = 20_000;
    private static final int STEPS = 60;
    private static final ReconnectSettings ONE = Bench.settings("ws://one/ocpp", "ws://two/ocpp");
    private static final ReconnectSettings OTHER = Bench.settings("ws://three/ocpp", "ws://one/ocpp", "ws://two/ocpp");

    /** The timers that may run in a state. */
    private static final Map<ConnectionState, Set<TimerName>> TIMERS = Map.of(
        ConnectionState.STOPPED, EnumSet.noneOf(TimerName.class),
        ConnectionState.NO_TRANSPORT, EnumSet.of(TimerName.RETRY),
        ConnectionState.HELD, EnumSet.of(TimerName.HOLD),
        ConnectionState.BACKOFF, EnumSet.of(TimerName.RETRY),
        ConnectionState.CONNECTING, EnumSet.noneOf(TimerName.class),
        ConnectionState.CONNECTED, EnumSet.of(TimerName.PING, TimerName.PONG, TimerName.STABLE),
        ConnectionState.ONLINE, EnumSet.of(TimerName.PING, TimerName.PONG, TimerName.STABLE),
        ConnectionState.DRAINING, EnumSet.of(TimerName.PING, TimerName.PONG, TimerName.STABLE, TimerName.DRAIN),
        ConnectionState.CLOSING, EnumSet.of(TimerName.CLOSE));
    /** Those without which the state would last for ever. */
    private static final Map<ConnectionState, TimerName> WAYS_ON = Map.of(ConnectionState.BACKOFF, TimerName.RETRY,
        ConnectionState.DRAINING, TimerName.DRAIN, ConnectionState.CLOSING, TimerName.CLOSE);
    private static final Map<ConnectionState, DummyOps.Socket> SOCKETS = Map.of(ConnectionState.CONNECTING, DummyOps.Socket.OPENING,
        ConnectionState.CONNECTED, DummyOps.Socket.OPEN, ConnectionState.ONLINE, DummyOps.Socket.OPEN,
        ConnectionState.DRAINING, DummyOps.Socket.OPEN, ConnectionState.CLOSING, DummyOps.Socket.CLOSING);

    @Test
    void everyHistoryKeepsTheRules() {
        Long replayed = Long.getLong("holdfast.seed");
        if (replayed != null) {
            new History(replayed).run();
            return;
        }
        long first = new Random().nextLong();
        System.out.println("RandomHistoriesTest: seeds from " + first);
        for (long seed = first; seed != first + HISTORIES; seed++) {
            new History(seed).run();
        }
    }

    private static final class History {
        private final long seed;
        private final Random random;
        private final Bench bench;
        private final Backoff backoff;
        private final List<String> inputs = new ArrayList<>();
        private boolean spread;
        private int waitsChecked;
        private int waitsInARow;
        private long retryAfter;

        History(long seed) {
            this.seed = seed;
            this.random = new Random(seed);
            this.backoff = new Backoff(Duration.ofSeconds(1 + random.nextInt(10)), Duration.ofSeconds(random.nextInt(5)), random.nextInt(4));
            this.spread = random.nextBoolean();
            this.bench = new Bench(tuned(ONE), random);
        }

        private ReconnectSettings tuned(ReconnectSettings s) {
            return new ReconnectSettings(s.endpoints(), 1 + random.nextInt(3), backoff, spread ? Duration.ofSeconds(20) : Duration.ZERO,
                Duration.ZERO, Duration.ofSeconds(random.nextInt(3)), s.pongTimeout(), s.drainTimeout(), s.closeTimeout(), s.stableAfter());
        }

        void run() {
            try {
                for (int i = 0; i < STEPS; i++) {
                    step();
                    check();
                }
                input("dispose", b -> b.controller.dispose());
                check();
                assertThat(bench.state()).isEqualTo(ConnectionState.STOPPED);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed + ", after the inputs " + inputs + ": " + e.getMessage(), e);
            }
        }

        private void input(String name, Consumer<Bench> input) {
            inputs.add(name);
            input.accept(bench);
        }

        /** Half of the time what is bound to happen next, so that histories get somewhere. */
        private void step() {
            retryAfter = 0;
            if (random.nextBoolean()) {
                goOn();
            } else if (random.nextBoolean()) {
                disturb();
            } else {
                tellOfAnOldGeneration();
            }
        }

        private void goOn() {
            switch (bench.state()) {
                case STOPPED -> input("connect", Bench::connect);
                case NO_TRANSPORT -> input("transport", b -> b.transport("t" + random.nextInt(3)));
                case CONNECTING -> {
                    if (random.nextInt(3) > 0) {
                        input("opened", Bench::opened);
                    } else {
                        fail();
                    }
                }
                case CONNECTED -> input("registered", Bench::online);
                case DRAINING -> input("drained", b -> b.controller.drained(b.controller.generation()));
                case CLOSING -> input("closed by us", Bench::closedByUs);
                case HELD, BACKOFF, ONLINE -> fire();
            }
        }

        private void fail() {
            retryAfter = random.nextInt(4) == 0 ? random.nextInt(10_000) : 0;
            input("failed", b -> b.failed(retryAfter == 0 ? HandshakeFailure.of(Cause.REFUSED, "")
                : HandshakeFailure.ofStatus(503, Optional.of(String.valueOf(retryAfter)), Instant.EPOCH, "")));
        }

        private void fire() {
            List<TimerName> set = List.copyOf(bench.ops.timers.keySet());
            if (!set.isEmpty()) {
                TimerName timer = set.get(random.nextInt(set.size()));
                input(timer.name(), b -> b.fire(timer));
            }
        }

        private void disturb() {
            switch (random.nextInt(12)) {
                case 0 -> input("connect", Bench::connect);
                case 1 -> input("connect elsewhere", b -> b.controller.connectElsewhere(tuned(random.nextBoolean() ? ONE : OTHER)));
                case 2 -> input("disconnect", b -> b.controller.disconnect());
                case 3 -> input("drop", b -> b.controller.drop());
                case 4 -> input("hold", b -> b.controller.hold(random.nextBoolean() ? Optional.empty() : Optional.of(Duration.ofSeconds(9))));
                case 5 -> input("release", b -> b.controller.release());
                case 6 -> input("transport", b -> b.transport("t" + random.nextInt(3)));
                case 7 -> input("no transport", Bench::noTransport);
                case 8 -> input("settings", b -> b.controller.settings(tuned(random.nextBoolean() ? ONE : OTHER)));
                case 9 -> input("lost", Bench::closed);
                case 10 -> input("not registered", b -> b.controller.registered(b.controller.generation(), false));
                default -> fire();
            }
        }

        private void tellOfAnOldGeneration() {
            List<String> before = List.copyOf(bench.log);
            ConnectionState state = bench.state();
            long old = bench.controller.generation() - 1 - random.nextInt(3);
            switch (random.nextInt(6)) {
                case 0 -> input("old opened", b -> b.controller.opened(old, new DummyConnection()));
                case 1 -> input("old failed", b -> b.controller.failed(old, HandshakeFailure.of(Cause.DNS, "")));
                case 2 -> input("old closed", b -> b.controller.closed(old, CloseReason.lost("")));
                case 3 -> input("old registered", b -> b.controller.registered(old, random.nextBoolean()));
                case 4 -> input("old drained", b -> b.controller.drained(old));
                default -> input("old traffic", b -> b.controller.traffic(old));
            }
            assertThat(bench.log).isEqualTo(before);
            assertThat(bench.state()).isEqualTo(state);
        }

        private void check() {
            ConnectionState state = bench.state();
            assertThat(TIMERS.get(state)).as("timers in %s", state).containsAll(bench.ops.timers.keySet());
            if (WAYS_ON.containsKey(state)) {
                assertThat(bench.ops.timers).as("timers in %s", state).containsKey(WAYS_ON.get(state));
            }
            assertThat(bench.ops.socket).as("socket in %s", state).isEqualTo(SOCKETS.getOrDefault(state, DummyOps.Socket.NONE));
            assertThat(bench.signals.isStopped()).as("stopped in %s", state).isEqualTo(state == ConnectionState.STOPPED);
            checkWaits();
            if (state == ConnectionState.CONNECTED || state == ConnectionState.STOPPED) {
                waitsInARow = 0;
            }
        }

        /** At least what the failures since the last open connection ask for, at most the last doubling. */
        private void checkWaits() {
            List<Duration> waits = bench.signals.waits;
            for (; waitsChecked < waits.size(); waitsChecked++) {
                Duration wait = waits.get(waitsChecked);
                if (spread && waitsChecked == 0 && bench.signals.dialled.isEmpty()) {
                    assertThat(wait).isBetween(Duration.ofMillis(1), Duration.ofSeconds(20));
                    continue;
                }
                long least = backoff.waitMinimum().toSeconds() << Math.min(waitsInARow, backoff.repeatTimes());
                long most = backoff.waitMinimum().toSeconds() << backoff.repeatTimes();
                assertThat(wait).isBetween(Duration.ofSeconds(Math.max(least, Math.min(retryAfter, 3600))),
                    Duration.ofSeconds(Math.max(most, Math.min(retryAfter, 3600))).plus(backoff.randomRange()));
                waitsInARow++;
            }
        }
    }
}
