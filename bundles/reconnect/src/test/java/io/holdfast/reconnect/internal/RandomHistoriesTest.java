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
 * generations and that there is one socket at most.
 */
class RandomHistoriesTest {
    private static final int HISTORIES = 100_000;
    private static final int STEPS = 50;
    private static final ReconnectSettings ONE = Bench.settings("ws://one/ocpp", "ws://two/ocpp");
    private static final ReconnectSettings OTHER = Bench.settings("ws://three/ocpp", "ws://one/ocpp", "ws://two/ocpp");

    /** The timers that may run in a state. */
    private static final Map<ConnectionState, Set<TimerName>> TIMERS = Map.of(
        ConnectionState.STOPPED, EnumSet.noneOf(TimerName.class),
        ConnectionState.HELD, EnumSet.of(TimerName.HOLD),
        ConnectionState.LINK_DOWN, EnumSet.noneOf(TimerName.class),
        ConnectionState.NO_TRANSPORT, EnumSet.of(TimerName.RETRY),
        ConnectionState.BACKOFF, EnumSet.of(TimerName.RETRY),
        ConnectionState.CONNECTING, EnumSet.noneOf(TimerName.class),
        ConnectionState.CONNECTED, EnumSet.of(TimerName.PING, TimerName.PONG, TimerName.SEND, TimerName.STABLE),
        ConnectionState.ONLINE, EnumSet.of(TimerName.PING, TimerName.PONG, TimerName.SEND, TimerName.STABLE),
        ConnectionState.DRAINING, EnumSet.of(TimerName.PING, TimerName.PONG, TimerName.SEND, TimerName.STABLE, TimerName.DRAIN),
        ConnectionState.CLOSING, EnumSet.of(TimerName.CLOSE));
    /** Those without which the state would last for ever. */
    private static final Map<ConnectionState, TimerName> WAYS_ON = Map.of(ConnectionState.BACKOFF, TimerName.RETRY,
        ConnectionState.DRAINING, TimerName.DRAIN, ConnectionState.CLOSING, TimerName.CLOSE);
    private static final Map<ConnectionState, DummyOps.Socket> SOCKETS = Map.of(ConnectionState.CONNECTING, DummyOps.Socket.OPENING,
        ConnectionState.CONNECTED, DummyOps.Socket.OPEN, ConnectionState.ONLINE, DummyOps.Socket.OPEN,
        ConnectionState.DRAINING, DummyOps.Socket.OPEN, ConnectionState.CLOSING, DummyOps.Socket.CLOSING);

    @Test
    void everyHistoryKeepsTheRules() {
        new ControllerHistories().play(HISTORIES, STEPS);
    }

    /** A controller, and what the rules have to remember. */
    private static final class Model {
        private final Bench bench;
        private final Backoff backoff;
        private final Duration initialSpread;
        private final Duration swapSpread;
        /** In s, of the failure that the last input told, if it was one. */
        private long retryAfter;
        private int logged;
        private int waitsInARow;
        /** Messages that the socket of this generation keeps. */
        private int kept;
        private long keptBy;

        Model(long seed) {
            Random random = new Random(seed);
            backoff = new Backoff(Duration.ofSeconds(1 + random.nextInt(10)), Duration.ofSeconds(random.nextInt(5)), random.nextInt(4));
            initialSpread = Duration.ofSeconds(random.nextBoolean() ? 20 : 0);
            swapSpread = Duration.ofSeconds(random.nextBoolean() ? 3 : 0);
            bench = new Bench(tuned(ONE, random.nextInt(3)), random);
        }

        ReconnectSettings tuned(ReconnectSettings s, int pingSeconds) {
            return new ReconnectSettings(s.endpoints(), s.attemptsPerEndpoint(), backoff, initialSpread, swapSpread,
                Duration.ofSeconds(pingSeconds), s.pongTimeout(), s.sendTimeout(), s.drainTimeout(), s.closeTimeout(), s.stableAfter());
        }

        void fail(long askedWait) {
            retryAfter = askedWait;
            bench.failed(askedWait == 0 ? HandshakeFailure.of(Cause.REFUSED, "")
                : HandshakeFailure.ofStatus(503, Optional.of(String.valueOf(askedWait)), Instant.EPOCH, ""));
        }

        /** One message more, or one that is taken. */
        void send(int more) {
            if (keptBy != bench.controller.generation()) {
                keptBy = bench.controller.generation();
                kept = 0;
            }
            if (more > 0) {
                kept += bench.ops.socket == DummyOps.Socket.NONE || bench.ops.socket == DummyOps.Socket.OPENING ? 0 : 1;
                bench.sending();
            } else if (kept > 0) {
                kept--;
                bench.taken();
            }
        }

        void fire(TimerName timer) {
            if (bench.ops.timers.containsKey(timer)) {
                bench.fire(timer);
            }
        }

        void old(Consumer<ReconnectController> input) {
            int before = bench.log.size();
            ConnectionState state = bench.state();
            input.accept(bench.controller);
            assertThat(bench.log).as("log after an input of an old generation").hasSize(before);
            assertThat(bench.state()).isEqualTo(state);
        }
    }

    private static final class ControllerHistories extends Histories<Model> {
        @Override
        Model begin(long seed) {
            return new Model(seed);
        }

        private static Input<Model> input(String name, Consumer<Bench> act) {
            return new Input<>(name, model -> act.accept(model.bench));
        }

        /** Half of the time what is bound to happen next, so that histories get somewhere. */
        @Override
        Input<Model> choose(Model model, Random random) {
            if (random.nextBoolean()) {
                return goOn(model, random);
            }
            return random.nextInt(3) > 0 ? disturb(model, random) : old(model.bench.controller.generation() - 1 - random.nextInt(3), random);
        }

        private static Input<Model> goOn(Model model, Random random) {
            return switch (model.bench.state()) {
                case STOPPED -> input("connect", Bench::connect);
                case NO_TRANSPORT -> transport(random);
                case LINK_DOWN -> input("link up", b -> b.link(true));
                case CONNECTING -> random.nextInt(3) > 0 ? input("opened", Bench::opened) : fail(random);
                case CONNECTED -> input("registered", Bench::online);
                case DRAINING -> input("drained", b -> b.controller.drained(b.controller.generation()));
                case CLOSING -> input("closed by us", Bench::closedByUs);
                case HELD, BACKOFF, ONLINE -> fire(model, random);
            };
        }

        private static Input<Model> transport(Random random) {
            String name = "t" + random.nextInt(3);
            return input("transport " + name, b -> b.transport(name));
        }

        private static Input<Model> fail(Random random) {
            long retryAfter = random.nextInt(4) == 0 ? random.nextInt(10_000) : 0;
            return new Input<>("failed, Retry-After " + retryAfter, model -> model.fail(retryAfter));
        }

        private static Input<Model> fire(Model model, Random random) {
            List<TimerName> set = List.copyOf(model.bench.ops.timers.keySet());
            TimerName timer = set.isEmpty() ? TimerName.RETRY : set.get(random.nextInt(set.size()));
            return new Input<>(timer.name(), m -> m.fire(timer));
        }

        private static Input<Model> disturb(Model model, Random random) {
            int ping = random.nextInt(3);
            boolean other = random.nextBoolean();
            return switch (random.nextInt(19)) {
                case 0 -> input("connect", Bench::connect);
                case 1 -> new Input<>("connect elsewhere " + other, m -> m.bench.controller.connectElsewhere(m.tuned(other ? OTHER : ONE, ping)));
                case 2 -> input("disconnect", b -> b.controller.disconnect());
                case 3 -> input("drop", b -> b.controller.drop());
                case 4 -> input("hold", b -> b.controller.hold(Optional.empty()));
                case 5 -> input("hold 9 s", b -> b.controller.hold(Optional.of(Duration.ofSeconds(9))));
                case 6 -> input("release", b -> b.controller.release());
                case 7 -> transport(random);
                case 8 -> input("no transport", Bench::noTransport);
                case 9 -> new Input<>("settings " + other + " " + ping, m -> m.bench.controller.settings(m.tuned(other ? OTHER : ONE, ping)));
                case 10 -> input("lost", Bench::closed);
                case 11 -> input("not registered", b -> b.controller.registered(b.controller.generation(), false));
                case 12 -> input("link down", b -> b.link(false));
                case 13 -> input("link up", b -> b.link(true));
                case 14 -> input("traffic", Bench::traffic);
                case 15 -> new Input<>("sending", m -> m.send(1));
                case 16 -> new Input<>("taken", m -> m.send(-1));
                case 17 -> input("unanswered", Bench::unanswered);
                default -> fire(model, random);
            };
        }

        private static Input<Model> old(long generation, Random random) {
            boolean accepted = random.nextBoolean();
            return switch (random.nextInt(9)) {
                case 0 -> old("opened", c -> c.opened(generation, new DummyConnection()));
                case 1 -> old("failed", c -> c.failed(generation, HandshakeFailure.of(Cause.DNS, "")));
                case 2 -> old("closed", c -> c.closed(generation, CloseReason.lost("")));
                case 3 -> old("registered", c -> c.registered(generation, accepted));
                case 4 -> old("drained", c -> c.drained(generation));
                case 5 -> old("sending", c -> c.sending(generation));
                case 6 -> old("taken", c -> c.taken(generation));
                case 7 -> old("unanswered", c -> c.unanswered(generation));
                default -> old("traffic", c -> c.traffic(generation));
            };
        }

        private static Input<Model> old(String name, Consumer<ReconnectController> input) {
            return new Input<>("old " + name, model -> model.old(input));
        }

        @Override
        void rules(Model model) {
            Bench bench = model.bench;
            ConnectionState state = bench.state();
            assertThat(TIMERS.get(state).containsAll(bench.ops.timers.keySet())).as("timers in %s: %s", state, bench.ops.timers).isTrue();
            assertThat(!WAYS_ON.containsKey(state) || bench.ops.timers.containsKey(WAYS_ON.get(state)))
                .as("a way out of %s: %s", state, bench.ops.timers).isTrue();
            boolean keepsMessages = bench.ops.socket == DummyOps.Socket.OPEN && model.keptBy == bench.controller.generation() && model.kept > 0;
            assertThat(bench.ops.timers.containsKey(TimerName.SEND)).as("a deadline for %s messages", model.kept).isEqualTo(keepsMessages);
            assertThat(bench.ops.socket).as("socket in %s", state).isEqualTo(SOCKETS.getOrDefault(state, DummyOps.Socket.NONE));
            assertThat(bench.signals.isStopped()).as("stopped in %s", state).isEqualTo(state == ConnectionState.STOPPED);
            List<String> step = bench.log.subList(model.logged, bench.log.size());
            int backoff = step.indexOf("backoff");
            if (backoff >= 0) {
                wait(model, backoff >= 2 && step.get(backoff - 2).equals("transportChanged"));
            }
            model.logged = bench.log.size();
            model.retryAfter = 0;
            if (state == ConnectionState.CONNECTED || state == ConnectionState.STOPPED) {
                model.waitsInARow = 0;
            }
        }

        /** At least what the failures since the last open connection ask for, at most the last doubling. */
        private static void wait(Model model, boolean afterSwap) {
            Bench bench = model.bench;
            Duration wait = bench.signals.waits.get(bench.signals.waits.size() - 1);
            if (bench.signals.dialled.isEmpty()) {
                Duration spread = model.initialSpread.compareTo(model.swapSpread) > 0 ? model.initialSpread : model.swapSpread;
                assertThat(wait).as("before the first attempt").isBetween(Duration.ofMillis(1), spread);
            } else if (afterSwap) {
                assertThat(wait).as("after a swap").isBetween(Duration.ofMillis(1), model.swapSpread);
            } else {
                long asked = Math.min(model.retryAfter, 3600);
                long least = model.backoff.waitMinimum().toSeconds() << Math.min(model.waitsInARow, model.backoff.repeatTimes());
                long most = model.backoff.waitMinimum().toSeconds() << model.backoff.repeatTimes();
                assertThat(wait).as("wait %s in a row", model.waitsInARow + 1).isBetween(Duration.ofSeconds(Math.max(least, asked)),
                    Duration.ofSeconds(Math.max(most, asked)).plus(model.backoff.randomRange()));
                model.waitsInARow++;
            }
        }

        @Override
        void end(Model model) {
            model.bench.controller.dispose();
            rules(model);
            assertThat(model.bench.state()).isEqualTo(ConnectionState.STOPPED);
        }
    }
}
