package io.holdfast.itests.fuzz;

import io.holdfast.ocpp16.Ocpp16Action;
import io.holdfast.ocpp16.internal.MessageExamples;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** Where the fuzzer begins: a valid example of every message. */
public final class Seeds {
    private Seeds() {
    }

    /** Each payload behind the byte that names its action and kind to {@link MessageFuzzTest}. */
    public static List<byte[]> payloads() {
        return MessageExamples.all().stream()
            .map(example -> (char) (2 * Ocpp16Action.of(example.action()).orElseThrow().ordinal() + (example.isRequest() ? 0 : 1)) + example.json())
            .map(Seeds::bytes).toList();
    }

    /** Each payload as a frame; answers carry the id that {@code FrameFuzzTest} waits for. */
    public static List<byte[]> frames() {
        Stream<String> examples = MessageExamples.all().stream().map(example -> example.isRequest()
            ? "[2,\"id-1\",\"" + example.action() + "\"," + example.json() + "]" : "[3,\"" + example.action() + "\"," + example.json() + "]");
        Stream<String> errors = Stream.of("[4,\"Heartbeat\",\"NotSupported\",\"no\",{}]", "[5,\"1\",\"X\",\"\",{}]", "[6,\"1\",\"X\",{}]", "[2,\"1\"]", "");
        return Stream.concat(examples, errors).map(Seeds::bytes).toList();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
