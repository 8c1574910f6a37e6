package io.holdfast.store.sqlite.internal;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What this process logs while it is open; slf4j-simple writes to whatever System.err is. */
final class LogLines implements AutoCloseable {
    private final PrintStream original = System.err;
    private final ByteArrayOutputStream lines = new ByteArrayOutputStream();

    LogLines() {
        System.setErr(new PrintStream(lines, true, StandardCharsets.UTF_8));
    }

    List<String> errors() {
        return lines.toString(StandardCharsets.UTF_8).lines().filter(line -> !line.contains(" INFO ")).toList();
    }

    @Override
    public void close() {
        System.setErr(original);
    }
}
