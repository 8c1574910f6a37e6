package io.holdfast.reconnect.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.reconnect.ConnectionState;
import io.holdfast.transport.CloseReason.EndedBy;
import io.holdfast.transport.HandshakeFailure;
import io.holdfast.transport.HandshakeFailure.Cause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is said about failures, and that docs/connection.md says the same about all of them. */
class FailureAdviceTest {
    private static final Path DOCUMENT = Path.of("..", "..", "docs", "connection.md");
    private static final Set<Cause> WITH_STATUS = EnumSet.of(Cause.HTTP_STATUS, Cause.PROXY);
    /** The statuses that a row of the document stands for. */
    private static final Map<String, List<Integer>> ROWS_WITH_STATUS = Map.of(
        "`PROXY` 407", List.of(407), "`PROXY`, another status", List.of(403, 502),
        "`HTTP_STATUS` 3xx", List.of(301, 302, 307), "`HTTP_STATUS` 401, 403", List.of(401, 403), "`HTTP_STATUS` 404", List.of(404),
        "`HTTP_STATUS` 426", List.of(426), "`HTTP_STATUS` 429", List.of(429), "`HTTP_STATUS` 5xx", List.of(500, 502, 503),
        "`HTTP_STATUS`, another one", List.of(200, 400, 410));

    /** The rows of the table whose heading begins with the word, by their first cell. */
    private static Map<String, String> table(String heading) throws IOException {
        List<String> lines = Files.readAllLines(DOCUMENT);
        int first = lines.indexOf(lines.stream().filter(line -> line.startsWith("| " + heading + " |")).findFirst().orElseThrow());
        return lines.stream().skip(first + 2L).takeWhile(line -> line.startsWith("|")).map(line -> line.split(" *\\| *"))
            .collect(Collectors.toMap(cells -> cells[1], cells -> cells[2]));
    }

    private static String advice(Cause cause, OptionalInt status) {
        return FailureAdvice.of(new HandshakeFailure(cause, status, Optional.empty(), ""));
    }

    @Test
    void theDocumentGivesTheAdviceOfTheLog() throws IOException {
        Map<String, String> told = table("Failure");
        for (Cause cause : EnumSet.complementOf(EnumSet.of(Cause.HTTP_STATUS, Cause.CANCELLED))) {
            assertThat(told).containsEntry("`" + cause + "`", advice(cause, OptionalInt.empty()));
        }
        ROWS_WITH_STATUS.forEach((row, statuses) -> {
            Cause cause = WITH_STATUS.stream().filter(one -> row.contains(one.name())).findFirst().orElseThrow();
            assertThat(statuses).allSatisfy(status -> assertThat(told).containsEntry(row, advice(cause, OptionalInt.of(status))));
        });
        assertThat(told).hasSize(Cause.values().length - 1 + ROWS_WITH_STATUS.size()).containsKey("`CANCELLED`");
    }

    @Test
    void everyFailureButACancelledOneHasItsAdvice() {
        assertThat(Stream.of(Cause.values()).filter(cause -> advice(cause, OptionalInt.empty()).isEmpty())).containsExactly(Cause.CANCELLED);
    }

    @Test
    void theDocumentKnowsEveryEndAndEveryState() throws IOException {
        assertThat(table("Ended by").keySet()).containsExactlyInAnyOrderElementsOf(Stream.of(EndedBy.values()).map(by -> "`" + by + "`").toList());
        Set<String> states = table("State").keySet().stream().flatMap(cell -> Stream.of(cell.split(", "))).collect(Collectors.toSet());
        assertThat(states).isEqualTo(Stream.of(ConnectionState.values()).map(Enum::name).collect(Collectors.toSet()));
    }
}
