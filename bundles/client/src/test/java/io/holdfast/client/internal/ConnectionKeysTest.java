package io.holdfast.client.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Holds the keys in docs/connection.md to those of the configuration. */
class ConnectionKeysTest {
    private static final Path DOCUMENT = Path.of("..", "..", "docs", "connection.md");
    /** Keys of what travels on a connection, and of who is at its end; a new key belongs here or into the document. */
    private static final Set<String> ELSEWHERE = Set.of("chargepoint.id", "connectors", "chargePointVendor", "chargePointModel",
        "chargePointSerialNumber", "firmwareVersion", "HeartbeatInterval", "MessageTimeout", "TransactionMessageAttempts",
        "TransactionMessageRetryInterval", "chargeWithoutStore");

    private static final Path SOURCE = Path.of("src", "main", "java", "io", "holdfast", "client", "internal", "Config.java");
    private static final Pattern DESCRIBED = Pattern.compile("description = \"([^\"]*)\"\\)\\s+\\w+ (\\w+)\\(\\)");

    /** Unit and range, and default, of a key as the document has them. */
    private record Row(String unit, String defaultValue) { }

    private static Map<String, Row> rows() throws IOException {
        return Files.readAllLines(DOCUMENT).stream().dropWhile(line -> !line.startsWith("| Key |")).skip(2).takeWhile(line -> line.startsWith("|"))
            .map(line -> Arrays.stream(line.split("\\|", -1)).map(cell -> cell.strip().replace("`", "")).toList())
            .collect(Collectors.toMap(cells -> cells.get(1), cells -> new Row(cells.get(2), cells.get(3))));
    }

    private static Map<String, Method> keys() {
        return Arrays.stream(Config.class.getDeclaredMethods())
            .collect(Collectors.toMap(method -> method.getName().replace('_', '.'), Function.identity(), (a, b) -> a, TreeMap::new));
    }

    @Test
    void everyKeyOfTheConnectionIsInTheDocumentWithItsDefault() throws IOException {
        Map<String, String> expected = keys().entrySet().stream().filter(key -> !ELSEWHERE.contains(key.getKey()))
            .collect(Collectors.toMap(Map.Entry::getKey, key -> String.valueOf(key.getValue().getDefaultValue())));
        Map<String, String> told = rows().entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, row -> row.getValue().defaultValue()));
        assertThat(told).isEqualTo(expected);
    }

    /** The description of a time says "in s", and each has its range in the same words. */
    @Test
    void unitsAndRangesAreThoseOfTheDescriptions() throws IOException {
        Map<String, String> descriptions = DESCRIBED.matcher(Files.readString(SOURCE)).results()
            .collect(Collectors.toMap(result -> result.group(2).replace('_', '.'), result -> result.group(1)));
        rows().forEach((key, row) -> {
            String description = descriptions.get(key);
            assertThat(row.unit().startsWith("s, ")).as("whether %s is in s", key).isEqualTo(description.matches(".*( in|many) s\\b.*"));
            for (String part : List.of(row.unit().split(", "))) {
                if (part.contains(" to ")) {
                    assertThat(description).as(key).contains(part.replaceAll(" [a-z]+ digits$| characters$", ""));
                }
            }
        });
    }
}
