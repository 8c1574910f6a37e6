package io.holdfast.csms.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.holdfast.csms.Frame;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** OCPP-J frames as text (OCPP-J 1.6 §4.2), taken apart and put together. */
public final class Wire {
    static final JsonFactory JSON = new JsonFactoryBuilder()
        .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(64).build())
        .build();

    /** The parts of a frame; those that its type doesn't have are empty. The payload is JSON text. */
    public record Parts(Frame.Type type, String id, String action, String errorCode, String errorDescription, String payload) {
        static final Parts NONE = new Parts(Frame.Type.OTHER, "", "", "", "", "");
    }

    /** Writes one JSON value. */
    interface Writer {
        void write(JsonGenerator out) throws IOException;
    }

    private Wire() { }

    /** Takes a text apart; one that is no OCPP-J frame is {@link Frame.Type#OTHER}. */
    public static Parts parse(String text) {
        try (JsonParser in = JSON.createParser(text)) {
            if (in.nextToken() != JsonToken.START_ARRAY || in.nextToken() != JsonToken.VALUE_NUMBER_INT) {
                return Parts.NONE;
            }
            Parts parts = switch (in.getIntValue()) {
                case 2 -> new Parts(Frame.Type.CALL, string(in), string(in), "", "", json(in, text));
                case 3 -> new Parts(Frame.Type.CALLRESULT, string(in), "", "", "", json(in, text));
                case 4 -> new Parts(Frame.Type.CALLERROR, string(in), "", string(in), string(in), json(in, text));
                default -> Parts.NONE;
            };
            boolean whole = in.nextToken() == JsonToken.END_ARRAY && in.nextToken() == null;
            return whole ? parts : Parts.NONE;
        } catch (IOException | NoFrameException e) {
            return Parts.NONE;
        }
    }

    /** A JSON object's fields: strings as they are, everything else as JSON text. No object: no fields. */
    public static Map<String, String> fields(String json) {
        Map<String, String> fields = new LinkedHashMap<>();
        try (JsonParser in = JSON.createParser(json)) {
            if (in.nextToken() == JsonToken.START_OBJECT) {
                while (in.nextToken() == JsonToken.FIELD_NAME) {
                    String name = in.currentName();
                    String value = json(in, json);
                    fields.put(name, in.currentToken() == JsonToken.VALUE_STRING ? in.getText() : value);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("not JSON: " + json, e);
        }
        return fields;
    }

    /** The first element of a JSON array as JSON text; empty if there is none. */
    static String first(String json) {
        try (JsonParser in = JSON.createParser(json)) {
            return in.nextToken() == JsonToken.START_ARRAY ? json(in, json) : "";
        } catch (IOException | NoFrameException e) {
            return "";
        }
    }

    static String call(String id, String action, String payload) {
        return "[2," + quoted(id) + "," + quoted(action) + "," + payload + "]";
    }

    static String result(String id, String payload) {
        return "[3," + quoted(id) + "," + payload + "]";
    }

    static String error(String id, String code, String description) {
        return "[4," + quoted(id) + "," + quoted(code) + "," + quoted(description) + ",{}]";
    }

    static String text(Writer writer) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = JSON.createGenerator(text)) {
            writer.write(out);
        }
        return text.toString();
    }

    private static String quoted(String value) {
        try {
            return text(out -> out.writeString(value));
        } catch (IOException e) {
            throw new UncheckedIOException("can't write " + value, e);
        }
    }

    private static String string(JsonParser in) throws IOException {
        if (in.nextToken() != JsonToken.VALUE_STRING) {
            throw new NoFrameException();
        }
        return in.getText();
    }

    /** The next value as it stands in the text. */
    private static String json(JsonParser in, String text) throws IOException {
        JsonToken token = in.nextToken();
        if (token == null || token.isStructEnd()) {
            throw new NoFrameException();
        }
        int from = (int) in.currentTokenLocation().getCharOffset();
        in.skipChildren();
        in.finishToken();
        return text.substring(from, (int) in.currentLocation().getCharOffset());
    }

    private static final class NoFrameException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NoFrameException() {
            super("no OCPP-J frame", null, false, false);
        }
    }
}
