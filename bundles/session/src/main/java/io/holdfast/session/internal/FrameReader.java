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
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a frame in one pass: the envelope here, the payload by the version's codec from the same parser. */
final class FrameReader {
    private static final int CALL = 2;
    private static final int CALL_RESULT = 3;
    private static final int CALL_ERROR = 4;
    /** OCPP-J 1.6 §4.1.4. */
    private static final int MAX_ID_LENGTH = 36;
    /** Longer than any version's; an action goes into log lines as it came. */
    private static final int MAX_ACTION_LENGTH = 64;
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
    private static final int MAX_TEXT = 255;

    private static final Logger LOG = LoggerFactory.getLogger(FrameReader.class);

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
            if (id.isEmpty()) {
                return new Frame.Garbage("an empty message id");
            }
            return switch (type) {
                case CALL -> call(id, in, codec);
                case CALL_RESULT -> callResult(id, in, codec, waiting);
                default -> callError(id, in, waiting);
            };
        } catch (IOException e) {
            return new Frame.Garbage(BrokenJson.inWords(e));
        }
    }

    private static Frame call(String id, JsonParser in, Codec codec) {
        String action = "";
        try {
            if (in.nextToken() != JsonToken.VALUE_STRING) {
                return new Frame.InvalidCall(id, action, ErrorCode.FORMATION_VIOLATION, "a CALL is [2, id, action, payload]; the action is missing");
            }
            String named = in.getText();
            if (!isAction(named)) {
                return new Frame.InvalidCall(id, action, ErrorCode.NOT_IMPLEMENTED, "no version has such an action");
            }
            action = named;
            if (id.length() > MAX_ID_LENGTH) {
                return new Frame.InvalidCall(id, action, ErrorCode.FORMATION_VIOLATION,
                    "the message id has " + id.length() + " characters, allowed are " + MAX_ID_LENGTH);
            }
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
            return new Frame.InvalidCall(id, action, e.code(), printable(e.getMessage()));
        } catch (IOException e) {
            return new Frame.InvalidCall(id, action, ErrorCode.FORMATION_VIOLATION, BrokenJson.inWords(e));
        } catch (RuntimeException e) {
            LOG.error("The codec failed on a {}", action, e);
            return new Frame.InvalidCall(id, action, ErrorCode.INTERNAL_ERROR, action + " could not be read");
        }
    }

    private static Frame callResult(String id, JsonParser in, Codec codec, Function<String, Optional<Request<?>>> waiting) {
        Optional<Request<?>> request = waiting.apply(id);
        if (request.isEmpty()) {
            return new Frame.StrayAnswer();
        }
        try {
            JsonToken payload = in.nextToken();
            if (payload != JsonToken.START_OBJECT && payload != JsonToken.VALUE_NULL) {
                return new Frame.InvalidCallResult("the payload is no JSON object");
            }
            Object response = codec.readResponse(request.get(), in);
            return ends(in) ? new Frame.CallResult(response)
                : new Frame.InvalidCallResult("a CALLRESULT has three elements");
        } catch (PayloadException e) {
            return new Frame.InvalidCallResult(printable(e.getMessage()));
        } catch (IOException e) {
            return new Frame.InvalidCallResult(BrokenJson.inWords(e));
        } catch (RuntimeException e) {
            LOG.error("The codec failed on the answer to a {}", request.get().action(), e);
            return new Frame.InvalidCallResult("the answer could not be read");
        }
    }

    /** Lenient on purpose: an error with a missing, odd or broken part still says that the call has failed. */
    private static Frame callError(String id, JsonParser in, Function<String, Optional<Request<?>>> waiting) {
        if (waiting.apply(id).isEmpty()) {
            return new Frame.StrayAnswer();
        }
        String code = text(in);
        return new Frame.CallError(code, text(in));
    }

    /** The next element, fit for a log line; empty where it is no text. */
    private static String text(JsonParser in) {
        try {
            return in.nextToken() == JsonToken.VALUE_STRING ? printable(in.getText()) : "";
        } catch (IOException e) {
            return "";
        }
    }

    private static String printable(String text) {
        return CONTROL.matcher(text.substring(0, Math.min(text.length(), MAX_TEXT))).replaceAll(" ");
    }

    private static boolean isAction(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!(c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9')) {
                return false;
            }
        }
        return !text.isEmpty() && text.length() <= MAX_ACTION_LENGTH;
    }

    private static boolean ends(JsonParser in) throws IOException {
        return in.nextToken() == JsonToken.END_ARRAY && in.nextToken() == null;
    }
}
