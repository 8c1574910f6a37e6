package io.holdfast.itests.simulation;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An OCPP-J frame as far as the simulation looks into it.
 *
 * @param action of a CALL, the error code of a CALLERROR, else empty
 * @param payload of a CALL or a CALLRESULT as JSON, of a CALLERROR the rest
 */
record OcppFrame(int type, String id, String action, String payload, String text) {
    static final int CALL = 2;
    static final int CALLRESULT = 3;
    static final int CALLERROR = 4;
    private static final Pattern FRAME = Pattern.compile("\\[([234]),\"([^\"]*)\",(?:\"([^\"]*)\",)?(.*?)\\]?", Pattern.DOTALL);

    /** What is no frame has the type 0. */
    static OcppFrame of(String text) {
        Matcher matcher = FRAME.matcher(text);
        return matcher.matches() ? new OcppFrame(Integer.parseInt(matcher.group(1)), matcher.group(2),
            matcher.group(3) == null ? "" : matcher.group(3), matcher.group(4), text) : new OcppFrame(0, "", "", "", text);
    }

    static OcppFrame call(String id, String action, String payload) {
        return of("[2,\"" + id + "\",\"" + action + "\"," + payload + "]");
    }

    /** Not cut off. */
    boolean isWhole() {
        return text.endsWith("]");
    }

    /** The text of a string field; empty if there is none. */
    String field(String name) {
        String start = "\"" + name + "\":\"";
        int from = payload.indexOf(start);
        return from < 0 ? "" : payload.substring(from + start.length(), payload.indexOf('"', from + start.length()));
    }

    /** The text of the frame without the random part of our ids, so that a replay tells the same. */
    @Override
    public String toString() {
        return text.replace(id, id.substring(id.indexOf('-') + 1));
    }
}
