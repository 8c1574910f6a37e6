package io.holdfast.reconnect.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.holdfast.reconnect.ConnectionState;
import io.holdfast.reconnect.internal.TransportOps.TimerName;
import io.holdfast.transport.CloseReason;
import io.holdfast.transport.HandshakeFailure;
import io.holdfast.transport.HandshakeFailure.Cause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

/** Holds the controller to the table of docs/connection-states.md, cell by cell. */
class EveryInputInEveryStateTest {
    private static final Path DOCUMENT = Path.of("..", "..", "docs", "connection-states.md");
    private static final String NOTHING = "·";
    private static final String OLD = "anything of an old generation";

    private static final HandshakeFailure REFUSED = HandshakeFailure.of(Cause.REFUSED, "");
    private static final Map<String, Consumer<Bench>> INPUTS = Map.ofEntries(
        Map.entry("`connect`", Bench::connect),
        Map.entry("`connect(URL)`, the present one", b -> b.controller.connectElsewhere(Bench.SETTINGS)),
        Map.entry("`connect(URL)`, another one", b -> b.controller.connectElsewhere(Bench.settings("ws://other/ocpp", "ws://one/ocpp"))),
        Map.entry("`disconnect`", b -> b.controller.disconnect()),
        Map.entry("`drop`", b -> b.controller.drop()),
        Map.entry("`hold`", b -> b.controller.hold(Optional.of(Duration.ofMinutes(1)))),
        Map.entry("`release`", b -> b.controller.release()),
        Map.entry("`link up`", b -> b.link(true)),
        Map.entry("`link down`", b -> b.link(false)),
        Map.entry("another transport", b -> b.transport("other")),
        Map.entry("no transport left", Bench::noTransport),
        Map.entry("other settings", b -> b.controller.settings(Bench.SETTINGS.withPingInterval(Duration.ZERO))),
        Map.entry("registered", Bench::online),
        Map.entry("not registered", b -> b.controller.registered(b.controller.generation(), false)),
        Map.entry("drained", b -> b.controller.drained(b.controller.generation())),
        Map.entry("opened", Bench::opened),
        Map.entry("failed", Bench::failed),
        Map.entry("closed", Bench::closed),
        Map.entry("traffic", b -> b.controller.traffic(b.controller.generation())),
        Map.entry("a message the socket keeps", Bench::sending),
        Map.entry("a message is taken", b -> b.sending().taken()),
        Map.entry("unanswered, the first in a row", Bench::unanswered),
        Map.entry("unanswered, the second", b -> b.unanswered().unanswered()),
        Map.entry("timer RETRY", b -> timer(b, TimerName.RETRY)),
        Map.entry("timer HOLD", b -> timer(b, TimerName.HOLD)),
        Map.entry("timer PING", b -> timer(b, TimerName.PING)),
        Map.entry("timer PONG", b -> timer(b, TimerName.PONG)),
        Map.entry("timer PONG, after a ping", b -> {
            timer(b, TimerName.PING);
            timer(b, TimerName.PONG);
        }),
        Map.entry("timer SEND", b -> timer(b, TimerName.SEND)),
        Map.entry("timer SEND, with a message kept", b -> timer(b.sending(), TimerName.SEND)),
        Map.entry("timer DRAIN", b -> timer(b, TimerName.DRAIN)),
        Map.entry("timer CLOSE", b -> timer(b, TimerName.CLOSE)),
        Map.entry("timer STABLE", b -> timer(b, TimerName.STABLE)),
        Map.entry("disposed", b -> b.controller.dispose()),
        Map.entry(OLD, EveryInputInEveryStateTest::everythingOld));

    private static void everythingOld(Bench bench) {
        List<Consumer<Bench>> old = List.of(
            b -> b.controller.opened(b.controller.generation() - 1, new DummyConnection()),
            b -> b.controller.failed(b.controller.generation() - 1, REFUSED),
            b -> b.controller.closed(b.controller.generation() - 1, CloseReason.lost("")),
            b -> b.controller.registered(b.controller.generation() - 1, true),
            b -> b.controller.registered(b.controller.generation() - 1, false),
            b -> b.controller.drained(b.controller.generation() - 1),
            b -> b.controller.traffic(b.controller.generation() - 1),
            b -> b.controller.sending(b.controller.generation() - 1),
            b -> b.controller.taken(b.controller.generation() - 1),
            b -> b.controller.unanswered(b.controller.generation() - 1),
            b -> b.controller.unanswered(b.controller.generation() - 1));
        List<String> before = List.copyOf(bench.log);
        old.forEach(input -> input.accept(bench));
        assertThat(bench.log).as("effects of an old generation").isEqualTo(before);
    }

    /** Also where it was never set: a timer may have fired just before it was cancelled. */
    private static void timer(Bench bench, TimerName timer) {
        bench.ops.timers.remove(timer);
        bench.controller.timer(timer);
    }

    /** The cells of each row, the heading first. */
    private static List<List<String>> table() throws IOException {
        return Files.readAllLines(DOCUMENT).stream().filter(line -> line.startsWith("| "))
            .map(line -> Stream.of(line.split("\\|")).skip(1).map(String::strip).toList()).toList();
    }

    private static List<ConnectionState> states(List<List<String>> table) {
        return table.get(0).stream().skip(1).map(ConnectionState::valueOf).toList();
    }

    @TestFactory
    Stream<DynamicTest> leadsWhereTheTableSays() throws IOException {
        List<List<String>> table = table();
        List<ConnectionState> states = states(table);
        return table.stream().skip(1).flatMap(row -> IntStream.range(0, states.size())
            .mapToObj(column -> dynamicTest(row.get(0) + " in " + states.get(column) + " → " + row.get(column + 1),
                () -> check(row.get(0), states.get(column), row.get(column + 1)))));
    }

    private static void check(String input, ConnectionState state, String expected) {
        Bench bench = Bench.in(state);
        assertThat(bench.state()).isEqualTo(state);
        List<String> before = List.copyOf(bench.log);

        INPUTS.get(input).accept(bench);

        assertThat(bench.state()).isEqualTo(expected.equals(NOTHING) ? state : ConnectionState.valueOf(expected));
        if (expected.equals(NOTHING)) {
            // what went to the transport has a space: "abort 1"
            List<String> signals = bench.log.subList(before.size(), bench.log.size()).stream().filter(line -> !line.contains(" ")).toList();
            assertThat(signals).as("signals, after %s", before).isEmpty();
        }
    }

    @Test
    void theTableHasEveryInputAndEveryState() throws IOException {
        List<List<String>> table = table();
        assertThat(states(table)).containsExactlyInAnyOrder(ConnectionState.values());
        assertThat(table.stream().skip(1).map(row -> row.get(0))).containsExactlyInAnyOrderElementsOf(INPUTS.keySet());
        assertThat(INPUTS.keySet()).contains(Stream.of(TimerName.values()).map(timer -> "timer " + timer).toArray(String[]::new));
    }
}
