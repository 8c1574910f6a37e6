package io.holdfast.session.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.holdfast.session.Codec;
import io.holdfast.session.ErrorCode;
import io.holdfast.session.Request;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** Writes frames. Stateless. */
final class FrameWriter {
    /** 2.x allows 255 characters; longer ones help nobody in 1.6 either. */
    private static final int MAX_DESCRIPTION = 255;
    private final JsonFactory json = new JsonFactory();

    private interface Body {
        void write(JsonGenerator out) throws IOException;
    }

    String call(String id, Request<?> request, Codec codec) {
        return frame(2, id, out -> {
            out.writeString(request.action());
            codec.writeRequest(request, out);
        });
    }

    String callResult(String id, Object response, Codec codec) {
        return frame(3, id, out -> codec.writeResponse(response, out));
    }

    String callError(String id, ErrorCode code, String description, Codec codec) {
        return frame(4, id, out -> {
            out.writeString(codec.spelling(code));
            out.writeString(description == null ? "" : description.substring(0, Math.min(description.length(), MAX_DESCRIPTION)));
            out.writeStartObject();
            out.writeEndObject();
        });
    }

    private String frame(int type, String id, Body body) {
        StringWriter text = new StringWriter(256);
        try (JsonGenerator out = json.createGenerator(text)) {
            out.writeStartArray();
            out.writeNumber(type);
            out.writeString(id);
            body.write(out);
            out.writeEndArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
