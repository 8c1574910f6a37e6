package io.holdfast.reconnect.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.holdfast.reconnect.ConnectionState;
import io.holdfast.reconnect.internal.TransportOps.TimerName;
import io.holdfast.transport.CloseReason;
import io.holdfast.transport.HandshakeFailure;
import io.holdfast.transport.HandshakeFailure.Cause;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The whole transition table; {@code -} means that the input changes nothing and tells nobody. */
class EveryInputInEveryStateTest {
    private static final String TABLE = """
        input               STOPPED     NO_TRANSPORT  HELD        BACKOFF       CONNECTING    CONNECTED  ONLINE     DRAINING    CLOSING
        connect             CONNECTING  -             CONNECTING  CONNECTING    -             -          -          -           -
        connect(same)       CONNECTING  -             CONNECTING  CONNECTING    -             -          -          -           -
        connect(other)      CONNECTING  -             CONNECTING  CONNECTING    CONNECTING    CLOSING    CLOSING    CLOSING     -
        disconnect          -           STOPPED       STOPPED     STOPPED       STOPPED       CLOSING    CLOSING    CLOSING     -
        drop                -           -             -           -             BACKOFF       BACKOFF    BACKOFF    CONNECTING  CONNECTING
        hold                -           HELD          HELD        HELD          HELD          CLOSING    CLOSING    CLOSING     -
        release             -           -             CONNECTING  -             -             -          -          -           -
        transport(other)    -           CONNECTING    HELD        BACKOFF       CONNECTING    DRAINING   DRAINING   -           -
        transport(none)     -           -             -           NO_TRANSPORT  NO_TRANSPORT  DRAINING   DRAINING   -           -
        settings            -           -             -           -             -             -          -          -           -
        registered          -           -             -           -             -             ONLINE     -          -           -
        not registered      -           -             -           -             -             -          CONNECTED  DRAINING    -
        drained             -           -             -           -             -             -          -          CLOSING     -
        opened              -           -             -           -             CONNECTED     -          -          -           -
        failed              -           -             -           -             BACKOFF       -          -          -           -
        closed              -           -             -           -             -             BACKOFF    BACKOFF    CONNECTING  CONNECTING
        traffic             -           -             -           -             -             -          -          -           -
        RETRY               -           -             -           CONNECTING    -             -          -          -           -
        HOLD                -           -             CONNECTING  -             -             -          -          -           -
        PING                -           -             -           -             -             -          -          -           -
        PONG                -           -             -           -             -             -          -          -           -
        DRAIN               -           -             -           -             -             -          -          CLOSING     -
        CLOSE               -           -             -           -             -             -          -          -           CONNECTING
        STABLE              -           -             -           -             -             -          -          -           -
        dispose             -           STOPPED       STOPPED     STOPPED       STOPPED       STOPPED    STOPPED    STOPPED     STOPPED
        old opened          -           -             -           -             -             -          -          -           -
        old failed          -           -             -           -             -             -          -          -           -
        old closed          -           -             -           -             -             -          -          -           -
        old registered      -           -             -           -             -             -          -          -           -
        old not registered  -           -             -           -             -             -          -          -           -
        old drained         -           -             -           -             -             -          -          -           -
        old traffic         -           -             -           -             -             -          -          -           -
        """;

    private static final HandshakeFailure REFUSED = HandshakeFailure.of(Cause.REFUSED, "");
    private static final Map<String, Consumer<Bench>> INPUTS = Map.ofEntries(
        Map.entry("connect", Bench::connect),
        Map.entry("connect(same)", b -> b.controller.connectElsewhere(Bench.SETTINGS)),
        Map.entry("connect(other)", b -> b.controller.connectElsewhere(Bench.settings("ws://other/ocpp", "ws://one/ocpp"))),
        Map.entry("disconnect", b -> b.controller.disconnect()),
        Map.entry("drop", b -> b.controller.drop()),
        Map.entry("hold", b -> b.controller.hold(Optional.of(Duration.ofMinutes(1)))),
        Map.entry("release", b -> b.controller.release()),
        Map.entry("transport(other)", b -> b.transport("other")),
        Map.entry("transport(none)", Bench::noTransport),
        Map.entry("settings", b -> b.controller.settings(Bench.SETTINGS.withPingInterval(Duration.ZERO))),
        Map.entry("registered", Bench::online),
        Map.entry("not registered", b -> b.controller.registered(b.controller.generation(), false)),
        Map.entry("drained", b -> b.controller.drained(b.controller.generation())),
        Map.entry("opened", Bench::opened),
        Map.entry("failed", Bench::failed),
        Map.entry("closed", Bench::closed),
        Map.entry("traffic", b -> b.controller.traffic(b.controller.generation())),
        Map.entry("RETRY", b -> timer(b, TimerName.RETRY)),
        Map.entry("HOLD", b -> timer(b, TimerName.HOLD)),
        Map.entry("PING", b -> timer(b, TimerName.PING)),
        Map.entry("PONG", b -> timer(b, TimerName.PONG)),
        Map.entry("DRAIN", b -> timer(b, TimerName.DRAIN)),
        Map.entry("CLOSE", b -> timer(b, TimerName.CLOSE)),
        Map.entry("STABLE", b -> timer(b, TimerName.STABLE)),
        Map.entry("dispose", b -> b.controller.dispose()),
        Map.entry("old opened", b -> b.controller.opened(b.controller.generation() - 1, new DummyConnection())),
        Map.entry("old failed", b -> b.controller.failed(b.controller.generation() - 1, REFUSED)),
        Map.entry("old closed", b -> b.controller.closed(b.controller.generation() - 1, CloseReason.lost(""))),
        Map.entry("old registered", b -> b.controller.registered(b.controller.generation() - 1, true)),
        Map.entry("old not registered", b -> b.controller.registered(b.controller.generation() - 1, false)),
        Map.entry("old drained", b -> b.controller.drained(b.controller.generation() - 1)),
        Map.entry("old traffic", b -> b.controller.traffic(b.controller.generation() - 1)));

    /** Also where it was never set: a timer may have fired just before it was cancelled. */
    private static void timer(Bench bench, TimerName timer) {
        bench.ops.timers.remove(timer);
        bench.controller.timer(timer);
    }

    @TestFactory
    Stream<DynamicTest> leadsWhereTheTableSays() {
        List<String[]> rows = TABLE.lines().map(line -> line.split(" {2,}")).toList();
        List<ConnectionState> states = Stream.of(rows.get(0)).skip(1).map(ConnectionState::valueOf).toList();
        return rows.stream().skip(1).flatMap(row -> IntStream.range(0, states.size())
            .mapToObj(column -> dynamicTest(row[0] + " in " + states.get(column) + " → " + row[column + 1],
                () -> check(row[0], states.get(column), row[column + 1]))));
    }

    private static void check(String input, ConnectionState state, String expected) {
        Bench bench = Bench.in(state);
        assertThat(bench.state()).isEqualTo(state);
        List<String> before = List.copyOf(bench.log);

        INPUTS.get(input).accept(bench);

        assertThat(bench.state()).isEqualTo(expected.equals("-") ? state : ConnectionState.valueOf(expected));
        if (expected.equals("-")) {
            // what went to the transport has a space: "abort 1"
            List<String> signals = bench.log.subList(before.size(), bench.log.size()).stream().filter(line -> !line.contains(" ")).toList();
            assertThat(signals).as("signals, after %s", before).isEmpty();
        }
        if (input.startsWith("old ")) {
            assertThat(bench.log).as("effects of an old generation").isEqualTo(before);
        }
    }

    @Test
    void theTableHasEveryInputAndEveryState() {
        List<String> lines = TABLE.lines().toList();
        assertThat(lines.get(0).split(" {2,}")).hasSize(1 + ConnectionState.values().length);
        assertThat(lines.stream().skip(1).map(line -> line.split(" {2,}")[0])).containsExactlyInAnyOrderElementsOf(INPUTS.keySet());
    }
}
