package io.holdfast.session.internal;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import java.io.IOException;

/** Ends a list that has too many items, which Jackson's own limits leave out. */
final class ListLimit extends JsonParserDelegate {
    private final int limit;

    ListLimit(JsonParser parser, int limit) {
        super(parser);
        this.limit = limit;
    }

    @Override
    public JsonToken nextToken() throws IOException {
        JsonToken token = delegate.nextToken();
        JsonStreamContext context = delegate.getParsingContext();
        if (context.inArray() && context.getCurrentIndex() >= limit) {
            throw new StreamConstraintsException("a list has more than " + limit + " items", delegate.currentLocation());
        }
        return token;
    }
}
