package io.holdfast.ocpp16.internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A valid payload of every message: with its required fields, and with all of them. */
public final class MessageExamples {
    private MessageExamples() {}

    /** @param kind {@code request} or {@code response} */
    public record Example(String action, String kind, String json) {
        public boolean isRequest() {
            return kind.equals("request");
        }
    }

    public static List<Example> all() {
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(MessageExamples.class.getResourceAsStream("/messages.txt"), StandardCharsets.UTF_8))) {
            return lines.lines().map(line -> line.split("\\|", 3)).map(part -> new Example(part[0], part[1], part[2])).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The last example of each message: the one with all fields. */
    static Collection<Example> full() {
        Map<String, Example> byMessage = new LinkedHashMap<>();
        all().forEach(example -> byMessage.put(example.action() + example.kind(), example));
        return byMessage.values();
    }
}
