package io.holdfast.transport;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * Why a socket ended.
 *
 * @param endedBy who ended it
 * @param code the WebSocket close code (RFC 6455 §7.4); {@link #ABNORMAL} where no close frame was seen
 * @param text what the close frame said, or our own words
 */
public record CloseReason(EndedBy endedBy, int code, String text) {
    public static final int NORMAL = 1000;
    public static final int GOING_AWAY = 1001;
    public static final int PROTOCOL_ERROR = 1002;
    /** A kind of message that the receiver doesn't take; for OCPP-J a binary one. */
    public static final int UNSUPPORTED = 1003;
    /** The close frame was empty (RFC 6455 §7.1.5); never sent. */
    public static final int NO_CODE = 1005;
    /** No close frame was received (RFC 6455 §7.1.5). */
    public static final int ABNORMAL = 1006;
    /** A text message that is no UTF-8. */
    public static final int NOT_UTF8 = 1007;
    public static final int TOO_BIG = 1009;

    private static final int LONGEST_FRAME_TEXT = 123;

    /** Who ended the socket. A transport reports {@link #US}, {@link #PEER} and {@link #LOST}; the rest is told by who asked it. */
    public enum EndedBy { US, PEER, LOST, PING_TIMEOUT, SWAP, FORCED }

    public CloseReason {
        Objects.requireNonNull(endedBy, "endedBy");
        text = Objects.requireNonNullElse(text, "");
    }

    public static CloseReason lost(String text) {
        return new CloseReason(EndedBy.LOST, ABNORMAL, text);
    }

    /** As much of the text as a close frame holds: 123 bytes of UTF-8 (RFC 6455 §5.5), no character cut. */
    public String frameText() {
        int bytes = 0;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            bytes += Character.toString(text.codePointAt(i)).getBytes(StandardCharsets.UTF_8).length;
            if (bytes > LONGEST_FRAME_TEXT) {
                return text.substring(0, i);
            }
        }
        return text;
    }

    /** The same end, seen from the layer that knows why we did it. */
    public CloseReason by(EndedBy other) {
        return new CloseReason(other, code, text);
    }

    @Override
    public String toString() {
        return text.isEmpty() ? endedBy + " " + code : endedBy + " " + code + " (" + text + ")";
    }
}
