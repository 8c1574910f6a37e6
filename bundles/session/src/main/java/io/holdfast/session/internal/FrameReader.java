package io.holdfast.session.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.holdfast.session.Codec;
import io.holdfast.session.ErrorCode;
import io.holdfast.session.Mishap;
import io.holdfast.session.PayloadException;
import io.holdfast.session.Request;
import io.holdfast.session.SessionLimits;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a frame in one pass: the envelope here, the payload by the version's codec from the same parser. On the strand. */
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

    private final SessionLimits limits;
    private final JsonFactory json;
    /** The parser of the last valid frame. */
    private ReusedParser spare;

    FrameReader(SessionLimits limits) {
        this.limits = limits;
        this.json = JsonFactory.builder()
            // the names are the peer's
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                .maxNestingDepth(limits.depth()).maxStringLength(limits.stringLength()).build())
            .build();
    }

    /** @param waiting finds our request that waits for the answer with an id */
    Frame read(byte[] utf8, Codec codec, Function<String, Optional<Request<?>>> waiting) {
        ReusedParser reused = spare;
        spare = null;
        try {
            if (reused == null) {
                reused = new ReusedParser(json, limits.listLength());
            }
            reused.begin(utf8);
            Frame frame = read(reused, utf8.length, codec, waiting);
            if (frame instanceof Frame.Call || frame instanceof Frame.CallResult) {
                spare = reused.isWorn() ? null : reused;
                return frame;
            }
        } catch (IOException e) {
            LOG.trace("A frame is read again by a parser of its own", e);
        }
        try (FrameParser own = new FrameParser(json.createParser(utf8), limits.listLength())) {
            return read(own, utf8.length, codec, waiting);
        } catch (IOException e) {
            return garbage(BrokenJson.inWords(e));
        }
    }

    private Frame read(FrameParser in, int bytes, Codec codec, Function<String, Optional<Request<?>>> waiting) {
        try {
            if (in.nextToken() != JsonToken.START_ARRAY) {
                return garbage("no JSON array");
            }
            if (in.nextToken() != JsonToken.VALUE_NUMBER_INT) {
                return garbage("no message type number");
            }
            int type = in.getIntValue();
            if (type != CALL && type != CALL_RESULT && type != CALL_ERROR) {
                return new Frame.Garbage("message type " + type + " is none of 2, 3, 4", Mishap.UNKNOWN_TYPE);
            }
            if (in.nextToken() != JsonToken.VALUE_STRING) {
                return garbage("no message id");
            }
            String id = in.getText();
            if (id.isEmpty()) {
                return garbage("an empty message id");
            }
            if (type == CALL) {
                return call(id, in, codec, bytes);
            }
            Optional<Request<?>> request = waiting.apply(id);
            if (request.isEmpty()) {
                return new Frame.StrayAnswer(id);
            }
            return type == CALL_RESULT ? callResult(request.get(), in, codec, bytes) : callError(in);
        } catch (IOException e) {
            return garbage(BrokenJson.inWords(e));
        }
    }

    private static Frame garbage(String why) {
        return new Frame.Garbage(why, Mishap.GARBAGE);
    }

    private Frame call(String id, FrameParser in, Codec codec, int bytes) {
        String action = "";
        try {
            if (in.nextToken() != JsonToken.VALUE_STRING) {
                return misshapen(id, action, "a CALL is [2, id, action, payload]; the action is missing");
            }
            String named = in.getText();
            if (!isAction(named)) {
                return new Frame.InvalidCall(id, action, ErrorCode.NOT_IMPLEMENTED, "no version has such an action", Mishap.UNKNOWN_ACTION);
            }
            action = named;
            if (id.length() > MAX_ID_LENGTH) {
                return misshapen(id, action, "the message id has " + id.length() + " characters, allowed are " + MAX_ID_LENGTH);
            }
            if (bytes > limits.frameBytes()) {
                return new Frame.InvalidCall(id, action, ErrorCode.FORMATION_VIOLATION, tooLarge(bytes), Mishap.BEYOND_LIMIT);
            }
            JsonToken payload = in.nextToken();
            if (payload != JsonToken.START_OBJECT && payload != JsonToken.VALUE_NULL) {
                return misshapen(id, action, "the payload of " + action + " is no JSON object");
            }
            Request<?> request = codec.readRequest(action, in);
            return in.ends() ? new Frame.Call(id, request) : misshapen(id, action, "a CALL has four elements");
        } catch (PayloadException e) {
            return new Frame.InvalidCall(id, action, e.code(), printable(e.getMessage()),
                e.code() == ErrorCode.NOT_IMPLEMENTED ? Mishap.UNKNOWN_ACTION : Mishap.INVALID_PAYLOAD);
        } catch (IOException e) {
            return new Frame.InvalidCall(id, action, ErrorCode.FORMATION_VIOLATION, BrokenJson.inWords(e), kind(e));
        } catch (RuntimeException e) {
            LOG.error("The codec failed on a {}", action, e);
            return new Frame.InvalidCall(id, action, ErrorCode.INTERNAL_ERROR, action + " could not be read", Mishap.INVALID_PAYLOAD);
        }
    }

    private static Frame misshapen(String id, String action, String why) {
        return new Frame.InvalidCall(id, action, ErrorCode.FORMATION_VIOLATION, why, Mishap.WRONG_SHAPE);
    }

    private String tooLarge(int bytes) {
        return "the frame has " + bytes + " bytes, allowed are " + limits.frameBytes();
    }

    private static Mishap kind(IOException e) {
        return e instanceof StreamConstraintsException ? Mishap.BEYOND_LIMIT : Mishap.WRONG_SHAPE;
    }

    private Frame callResult(Request<?> request, FrameParser in, Codec codec, int bytes) {
        if (bytes > limits.frameBytes()) {
            return new Frame.InvalidCallResult(tooLarge(bytes), Mishap.BEYOND_LIMIT);
        }
        try {
            JsonToken payload = in.nextToken();
            if (payload != JsonToken.START_OBJECT && payload != JsonToken.VALUE_NULL) {
                return new Frame.InvalidCallResult("the payload is no JSON object", Mishap.WRONG_SHAPE);
            }
            Object response = codec.readResponse(request, in);
            return in.ends() ? new Frame.CallResult(response)
                : new Frame.InvalidCallResult("a CALLRESULT has three elements", Mishap.WRONG_SHAPE);
        } catch (PayloadException e) {
            return new Frame.InvalidCallResult(printable(e.getMessage()), Mishap.INVALID_PAYLOAD);
        } catch (IOException e) {
            return new Frame.InvalidCallResult(BrokenJson.inWords(e), kind(e));
        } catch (RuntimeException e) {
            LOG.error("The codec failed on the answer to a {}", request.action(), e);
            return new Frame.InvalidCallResult("the answer could not be read", Mishap.INVALID_PAYLOAD);
        }
    }

    /** Lenient on purpose: an error with a missing, odd or broken part still says that the call has failed. */
    private static Frame callError(JsonParser in) {
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
}
