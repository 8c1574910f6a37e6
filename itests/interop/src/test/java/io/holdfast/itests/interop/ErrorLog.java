package io.holdfast.itests.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Listens to the log while it is open: what a gateway logs as an error is an error, though the test may not see it. */
final class ErrorLog implements AutoCloseable {
    private final PrintStream standardError = System.err;
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    ErrorLog() {
        System.setErr(new PrintStream(new OutputStream() {
            @Override
            public void write(int octet) {
                standardError.write(octet);
                written.write(octet);
            }
        }, true, StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        System.setErr(standardError);
        assertThat(written.toString(StandardCharsets.UTF_8).lines().filter(line -> line.contains(" ERROR "))).isEmpty();
    }
}
