package io.holdfast.session.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.holdfast.session.Codec;
import io.holdfast.session.ErrorCode;
import io.holdfast.session.PayloadException;
import io.holdfast.session.Request;
import io.holdfast.session.SessionLimits;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;

/** Reads a frame in one pass: the envelope here, the payload by the version's codec from the same parser. */
final class FrameReader {
    private static final int CALL = 2;
    private static final int CALL_RESULT = 3;
    private static final int CALL_ERROR = 4;
    /** OCPP-J 1.6 §4.1.4. */
    private static final int MAX_ID_LENGTH = 36;

    private final JsonFactory json;

    FrameReader(SessionLimits limits) {
        this.json = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                .maxNestingDepth(limits.depth()).maxStringLength(limits.stringLength()).build())
            .build();
    }

    /** @param waiting finds our request that waits for the answer with an id */
    Frame read(byte[] utf8, Codec codec, Function<String, Optional<Request<?>>> waiting) {
        try (JsonParser in = json.createParser(utf8)) {
            if (in.nextToken() != JsonToken.START_ARRAY) {
                return new Frame.Garbage("no JSON array");
            }
            if (in.nextToken() != JsonToken.VALUE_NUMBER_INT) {
                return new Frame.Garbage("no message type number");
            }
            int type = in.getIntValue();
            if (type != CALL && type != CALL_RESULT && type != CALL_ERROR) {
                return new Frame.Garbage("message type " + type + " is none of 2, 3, 4");
            }
            if (in.nextToken() != JsonToken.VALUE_STRING) {
                return new Frame.Garbage("no message id");
            }
            String id = in.getText();
            if (id.isEmpty() || id.length() > MAX_ID_LENGTH) {
                return new Frame.Garbage("a message id of " + id.length() + " characters, allowed are 1 to " + MAX_ID_LENGTH);
            }
            return switch (type) {
                case CALL -> call(id, in, codec);
                case CALL_RESULT -> callResult(id, in, codec, waiting);
                default -> callError(id, in, waiting);
            };
        } catch (IOException e) {
            return new Frame.Garbage("broken JSON: " + firstLine(e));
        }
    }

    private static Frame call(String id, JsonParser in, Codec codec) {
        String action = "";
        try {
            if (in.nextToken() != JsonToken.VALUE_STRING) {
                return new Frame.InvalidCall(id, action, ErrorCode.FORMATION_VIOLATION, "a CALL is [2, id, action, payload]; the action is missing");
            }
            action = in.getText();
            JsonToken payload = in.nextToken();
            if (payload != JsonToken.START_OBJECT && payload != JsonToken.VALUE_NULL) {
                return new Frame.InvalidCall(id, action, ErrorCode.FORMATION_VIOLATION, "the payload of " + action + " is no JSON object");
            }
            Request<?> request = codec.readRequest(action, in);
            if (!ends(in)) {
                return new Frame.InvalidCall(id, action, ErrorCode.FORMATION_VIOLATION, "a CALL has four elements");
            }
            return new Frame.Call(id, request);
        } catch (PayloadException e) {
            return new Frame.InvalidCall(id, action, e.code(), e.getMessage());
        } catch (IOException e) {
            return new Frame.InvalidCall(id, action, ErrorCode.FORMATION_VIOLATION, "broken JSON: " + firstLine(e));
        }
    }

    private static Frame callResult(String id, JsonParser in, Codec codec, Function<String, Optional<Request<?>>> waiting) {
        Optional<Request<?>> request = waiting.apply(id);
        if (request.isEmpty()) {
            return new Frame.StrayAnswer(id);
        }
        try {
            JsonToken payload = in.nextToken();
            if (payload != JsonToken.START_OBJECT && payload != JsonToken.VALUE_NULL) {
                return new Frame.InvalidCallResult(id, ErrorCode.FORMATION_VIOLATION, "the payload is no JSON object");
            }
            Object response = codec.readResponse(request.get(), in);
            return ends(in) ? new Frame.CallResult(id, response)
                : new Frame.InvalidCallResult(id, ErrorCode.FORMATION_VIOLATION, "a CALLRESULT has three elements");
        } catch (PayloadException e) {
            return new Frame.InvalidCallResult(id, e.code(), e.getMessage());
        } catch (IOException e) {
            return new Frame.InvalidCallResult(id, ErrorCode.FORMATION_VIOLATION, "broken JSON: " + firstLine(e));
        }
    }

    /** Lenient on purpose: an error with a missing or odd part still says that the call has failed. */
    private static Frame callError(String id, JsonParser in, Function<String, Optional<Request<?>>> waiting) throws IOException {
        if (waiting.apply(id).isEmpty()) {
            return new Frame.StrayAnswer(id);
        }
        String code = in.nextToken() == JsonToken.VALUE_STRING ? in.getText() : "";
        String description = in.nextToken() == JsonToken.VALUE_STRING ? in.getText() : "";
        return new Frame.CallError(id, code, description);
    }

    private static boolean ends(JsonParser in) throws IOException {
        return in.nextToken() == JsonToken.END_ARRAY && in.nextToken() == null;
    }

    private static String firstLine(IOException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
