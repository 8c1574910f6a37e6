package io.holdfast.ocpp16.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.holdfast.ocpp16.Response;
import io.holdfast.session.PayloadException;
import io.holdfast.session.Request;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** Payloads as text, there and back through the codec. */
final class Payloads {
    private static final JsonFactory JSON = new JsonFactory();
    private static final Ocpp16Codec CODEC = new Ocpp16Codec();

    private Payloads() {}

    private interface Reading<T> {
        T read(JsonParser in) throws IOException, PayloadException;
    }

    private interface Writing {
        void write(JsonGenerator out) throws IOException;
    }

    static Request<?> request(String action, String json) throws PayloadException {
        return read(json, in -> CODEC.readRequest(action, in));
    }

    static Object response(String action, String json) throws PayloadException {
        Request<?> request = () -> action;
        return read(json, in -> CODEC.readResponse(request, in));
    }

    static String json(Request<?> request) {
        return write(out -> CODEC.writeRequest(request, out));
    }

    static String json(Response response) {
        return write(out -> CODEC.writeResponse(response, out));
    }

    static PayloadException refusedRequest(String action, String json) {
        PayloadException refused = catchThrowableOfType(PayloadException.class, () -> request(action, json));
        assertThat(refused).as("refusal of %s %s", action, json).isNotNull();
        return refused;
    }

    static PayloadException refusedResponse(String action, String json) {
        PayloadException refused = catchThrowableOfType(PayloadException.class, () -> response(action, json));
        assertThat(refused).as("refusal of the answer to %s %s", action, json).isNotNull();
        return refused;
    }

    /** Reads the payload as the last element of a frame, which must be left to whoever reads the frame. */
    private static <T> T read(String json, Reading<T> reading) throws PayloadException {
        try (JsonParser in = JSON.createParser("[" + json + "]")) {
            in.nextToken();
            in.nextToken();
            try {
                return reading.read(in);
            } finally {
                assertThat(in.nextToken()).as("what follows the payload").isEqualTo(JsonToken.END_ARRAY);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String write(Writing writing) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = JSON.createGenerator(text)) {
            writing.write(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
