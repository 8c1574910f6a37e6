package io.holdfast.session.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import io.holdfast.session.Codec;
import io.holdfast.session.ErrorCode;
import io.holdfast.session.Request;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.concurrent.atomic.AtomicReference;

/** Writes frames. Thread-safe: who writes takes the buffers of the last frame, if nobody else has them just then. */
final class FrameWriter {
    /** 2.x allows 255 characters; longer ones help nobody in 1.6 either. */
    private static final int MAX_DESCRIPTION = 255;
    private final AtomicReference<Buffer> spare = new AtomicReference<>();

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
        Buffer reused = spare.getAndSet(null);
        Buffer buffer = reused == null ? new Buffer() : reused;
        try {
            JsonGenerator out = buffer.json;
            out.writeStartArray();
            out.writeNumber(type);
            out.writeString(id);
            body.write(out);
            out.writeEndArray();
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        // not after an exception, which leaves the generator within a document
        String frame = buffer.take();
        spare.set(buffer);
        return frame;
    }

    /** A generator and the text it writes. */
    private static final class Buffer extends Writer {
        /** Nothing between two documents of one generator. */
        private static final JsonFactory JSON = new JsonFactoryBuilder().rootValueSeparator((String) null).build();
        /** A frame that was longer leaves its buffer behind. */
        private static final int LARGEST_KEPT = 16 * 1024;

        private StringBuilder text = new StringBuilder(512);
        private final JsonGenerator json;

        Buffer() {
            try {
                json = JSON.createGenerator(this);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        String take() {
            String taken = text.toString();
            if (text.capacity() > LARGEST_KEPT) {
                text = new StringBuilder(512);
            } else {
                text.setLength(0);
            }
            return taken;
        }

        @Override
        public void write(char[] from, int offset, int length) {
            text.append(from, offset, length);
        }

        @Override
        public void flush() {
        }

        @Override
        public void close() {
        }
    }
}
