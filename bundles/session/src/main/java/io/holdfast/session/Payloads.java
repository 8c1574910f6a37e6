package io.holdfast.session;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import io.holdfast.session.internal.BrokenJson;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** Payloads as text, for those that keep messages. Stateless. */
public final class Payloads {
    private static final JsonFactory JSON = new JsonFactory();

    private Payloads() {
    }

    private interface Writer {
        void write(JsonGenerator out) throws IOException;
    }

    /** The request's payload as a JSON object. */
    public static String encode(Codec codec, Request<?> request) {
        return text(out -> codec.writeRequest(request, out));
    }

    /** The answer's payload as a JSON object. */
    public static String encodeResponse(Codec codec, Object response) {
        return text(out -> codec.writeResponse(response, out));
    }

    private static String text(Writer payload) {
        StringWriter text = new StringWriter(256);
        try (JsonGenerator out = JSON.createGenerator(text)) {
            payload.write(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /** @throws PayloadException if the text is no valid payload of the action */
    public static Request<?> decode(Codec codec, String action, String payload) throws PayloadException {
        try (JsonParser in = JSON.createParser(payload)) {
            in.nextToken();
            return codec.readRequest(action, in);
        } catch (IOException e) {
            throw new PayloadException(ErrorCode.FORMATION_VIOLATION, BrokenJson.inWords(e));
        }
    }
}
