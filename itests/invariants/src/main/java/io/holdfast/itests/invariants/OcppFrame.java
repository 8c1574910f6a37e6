package io.holdfast.itests.invariants;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An OCPP-J frame as far as the rules look into it, read without the product's own parser.
 *
 * @param type {@link #CALL}, {@link #CALLRESULT}, {@link #CALLERROR}, or 0 for what is no frame
 * @param action of a CALL, the error code of a CALLERROR, else empty
 * @param payload of a CALL or a CALLRESULT as JSON, of a CALLERROR the rest
 */
public record OcppFrame(int type, String id, String action, String payload, String text) {
    public static final int CALL = 2;
    public static final int CALLRESULT = 3;
    public static final int CALLERROR = 4;
    private static final Pattern FRAME = Pattern.compile("\\[([234]),\"([^\"]*)\",(?:\"([^\"]*)\",)?(.*?)\\]?", Pattern.DOTALL);

    /** What is no frame has the type 0. */
    public static OcppFrame of(String text) {
        Matcher matcher = FRAME.matcher(text);
        return matcher.matches() ? new OcppFrame(Integer.parseInt(matcher.group(1)), matcher.group(2),
            matcher.group(3) == null ? "" : matcher.group(3), matcher.group(4), text) : new OcppFrame(0, "", "", "", text);
    }

    /** {@return the CALL with this payload, as JSON} */
    public static OcppFrame call(String id, String action, String payload) {
        return of("[2,\"" + id + "\",\"" + action + "\"," + payload + "]");
    }

    /** Whether it was not cut off. */
    public boolean isWhole() {
        return text.endsWith("]");
    }

    /** {@return the text of a string field of the payload, of the first by this name; empty if there is none} */
    public String field(String name) {
        String start = "\"" + name + "\":\"";
        int from = payload.indexOf(start);
        return from < 0 ? "" : payload.substring(from + start.length(), payload.indexOf('"', from + start.length()));
    }

    /** {@return a field of the payload that holds a whole number, the first by this name} */
    public OptionalInt number(String name) {
        Matcher matcher = Pattern.compile("\"" + name + "\":(-?\\d+)").matcher(payload);
        return matcher.find() ? OptionalInt.of(Integer.parseInt(matcher.group(1))) : OptionalInt.empty();
    }

    /** The text of the frame without the random part of our ids, so that a replay tells the same. */
    @Override
    public String toString() {
        return text.replace(id, id.substring(id.indexOf('-') + 1));
    }
}
