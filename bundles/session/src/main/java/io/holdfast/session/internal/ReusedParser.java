package io.holdfast.session.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.async.ByteArrayFeeder;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Reads one frame after the other, which spares half of what a frame allocates. For valid frames only: an error names the place
 * counted from the first frame on, and what is left of a broken frame would be taken for the begin of the next one.
 */
final class ReusedParser extends FrameParser {
    /** A parser keeps every field name that it has seen, and a peer may think of ever new ones. */
    private static final int MAX_BYTES = 256 * 1024;

    private final ByteArrayFeeder feeder;
    private int bytes;

    ReusedParser(JsonFactory json, int listLimit) throws IOException {
        super(json.createNonBlockingByteArrayParser(), listLimit);
        this.feeder = (ByteArrayFeeder) delegate.getNonBlockingInputFeeder();
    }

    void begin(byte[] frame) throws IOException {
        bytes += frame.length;
        feeder.feedInput(frame, 0, frame.length);
    }

    /** Whether it may read another frame, after one that was valid. */
    boolean isWorn() {
        return bytes > MAX_BYTES;
    }

    /** Likewise, to the last byte: even white space behind the list is left to a parser of its own. */
    @Override
    boolean ends() throws IOException {
        return nextToken() == JsonToken.END_ARRAY && delegate.getParsingContext().inRoot()
            && delegate.releaseBuffered(OutputStream.nullOutputStream()) == 0;
    }
}
