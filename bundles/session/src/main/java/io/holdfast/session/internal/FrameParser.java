package io.holdfast.session.internal;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import java.io.IOException;

/** Ends a list that has too many items, which Jackson's own limits leave out; and takes the end of the input for the end. */
class FrameParser extends JsonParserDelegate {
    private final int listLimit;

    FrameParser(JsonParser parser, int listLimit) {
        super(parser);
        this.listLimit = listLimit;
    }

    @Override
    public JsonToken nextToken() throws IOException {
        JsonToken token = delegate.nextToken();
        JsonStreamContext context = delegate.getParsingContext();
        if (context.inArray() && context.getCurrentIndex() >= listLimit) {
            throw new StreamConstraintsException("a list has more than " + listLimit + " items", delegate.currentLocation());
        }
        if (token == JsonToken.NOT_AVAILABLE) {
            // a parser that could be fed with more
            throw new JsonEOFException(delegate, null, "the text ends too early");
        }
        return token;
    }

    /** Whether the frame's list ends with the next token, and the text behind it. */
    boolean ends() throws IOException {
        return nextToken() == JsonToken.END_ARRAY && nextToken() == null;
    }
}
