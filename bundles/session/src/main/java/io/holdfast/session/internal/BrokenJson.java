package io.holdfast.session.internal;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.util.regex.Pattern;

/** Says what is wrong with a JSON text, and where, without the parser's talk of itself. */
public final class BrokenJson {
    /** Some of Jackson's messages name the parser's source again, behind the first words; and its limits' methods. */
    private static final Pattern TALK_OF_ITSELF = Pattern.compile("(?s) ?\\((start marker at|for) .*|, from `[^`]*`|\\R.*");

    private BrokenJson() {
    }

    public static String inWords(IOException e) {
        String kind = e instanceof StreamConstraintsException ? "beyond a limit: " : "broken JSON: ";
        if (!(e instanceof JacksonException broken)) {
            return kind + e.getMessage();
        }
        String what = TALK_OF_ITSELF.matcher(broken.getOriginalMessage()).replaceAll("");
        JsonLocation at = broken.getLocation();
        return kind + what + (at == null ? "" : ", line " + at.getLineNr() + " column " + at.getColumnNr());
    }
}
