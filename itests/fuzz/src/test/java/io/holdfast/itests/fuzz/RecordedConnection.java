package io.holdfast.itests.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.holdfast.transport.Connection;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/** Keeps the frames that the session sends, and holds them to the rules of OCPP-J. */
final class RecordedConnection implements Connection {
    private static final JsonFactory JSON = new JsonFactory();
    /** Call timeout of the session under test. */
    private static final long TIMEOUT_NANOS = 30_000_000_000L;

    private final String subprotocol;
    private final LongSupplier nanoTime;
    private final Predicate<String> mayCall;
    private final List<String> unchecked = new ArrayList<>();
    private String lastCallId = "none";
    private boolean lastCallAnswered = true;
    private long lastCallNanos;

    RecordedConnection(String subprotocol, LongSupplier nanoTime, Predicate<String> mayCall) {
        this.mayCall = mayCall;
        this.subprotocol = subprotocol;
        this.nanoTime = nanoTime;
    }

    String lastCallId() {
        lastCallAnswered = true;
        return lastCallId;
    }

    /** The CALLRESULT to our last CALL; the payload is the script's bytes as they are. */
    byte[] resultOf(byte[] payload) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.writeBytes(("[3,\"" + lastCallId() + "\",").getBytes(StandardCharsets.UTF_8));
        frame.writeBytes(payload);
        frame.write(']');
        return frame.toByteArray();
    }

    @Override
    public String subprotocol() {
        return subprotocol;
    }

    @Override
    public CompletionStage<Void> send(String text) {
        unchecked.add(text);
        if (text.startsWith("[2,")) {
            assertThat(lastCallAnswered || nanoTime.getAsLong() - lastCallNanos >= TIMEOUT_NANOS).as("one outstanding CALL").isTrue();
            assertThat(mayCall).as("may be sent now: %s", text).accepts(text.split("\"")[3]);
            lastCallId = text.substring(4, text.indexOf('"', 4));
            lastCallAnswered = false;
            lastCallNanos = nanoTime.getAsLong();
        }
        return CompletableFuture.completedFuture(null);
    }

    /** What was sent since the last check has the shapes of 1.6. */
    void checkFrames() {
        for (String frame : unchecked) {
            List<String> parts = parts(frame);
            assertThat(parts).as(frame).hasSize(switch (parts.get(0)) {
                case "2" -> 4;
                case "3" -> 3;
                case "4" -> 5;
                default -> throw new AssertionError("no message type of 1.6: " + frame);
            });
            assertThat(parts.get(parts.size() - 1)).as(frame).isEqualTo("{");
            assertThat(frame).doesNotContain("\"InternalError\"");
        }
        unchecked.clear();
    }

    /** The elements of the frame; an object is shown by its brace. */
    private static List<String> parts(String frame) {
        List<String> parts = new ArrayList<>();
        try (JsonParser in = JSON.createParser(frame)) {
            assertThat(in.nextToken()).isEqualTo(JsonToken.START_ARRAY);
            while (in.nextToken() != JsonToken.END_ARRAY) {
                parts.add(in.getText());
                in.skipChildren();
            }
            assertThat(in.nextToken()).isNull();
        } catch (IOException e) {
            throw new UncheckedIOException(frame, e);
        }
        return parts;
    }

    @Override
    public void ping(ByteBuffer data) {
        throw new AssertionError("a session does not ping");
    }

    @Override
    public void close(int code, String reason) {
        throw new AssertionError("a session does not close connections");
    }

    @Override
    public void abort() {
        throw new AssertionError("a session does not abort connections");
    }
}
