package io.holdfast.session.internal;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import java.io.IOException;

/** Says what is wrong with a JSON text, and where, without the parser's talk of itself. */
public final class BrokenJson {
    private BrokenJson() {
    }

    public static String inWords(IOException e) {
        if (!(e instanceof JacksonException broken)) {
            return "broken JSON: " + e.getMessage();
        }
        // some of Jackson's messages name the parser's source again, behind the first words
        String what = broken.getOriginalMessage().replaceFirst("(?s) ?\\((start marker at|for) .*|\\R.*", "");
        JsonLocation at = broken.getLocation();
        return "broken JSON: " + what + (at == null ? "" : ", line " + at.getLineNr() + " column " + at.getColumnNr());
    }
}
