package io.holdfast.csms;

import io.holdfast.csms.internal.Wire;
import java.time.Instant;
import java.util.Map;

/**
 * One WebSocket message or control frame as it crossed the socket.
 *
 * @param number counts the frames of one charge point from 1, over all its connections
 * @param connection counts the charge point's connections from 1
 * @param id the message id, empty where there is none
 * @param action the action of the CALL; in its answer too, if the CALL was seen; else empty
 * @param text the message as sent; of a control frame its data, of {@link Type#CLOSE} the code and the reason
 */
public record Frame(long number, Instant time, int connection, Direction direction, Type type, String id, String action, String text) {
    /** As the CSMS sees it. */
    public enum Direction { RECEIVED, SENT }

    public enum Type {
        CALL, CALLRESULT, CALLERROR, PING, PONG, CLOSE,
        /** A text message that is no OCPP-J message. */
        OTHER
    }

    public boolean received() {
        return direction == Direction.RECEIVED;
    }

    /** Whether the charge point called this action. */
    public boolean isCallOf(String wantedAction) {
        return received() && type == Type.CALL && action.equals(wantedAction);
    }

    /** The payload of a CALL or CALLRESULT, the details of a CALLERROR, as JSON text; empty in other frames. */
    public String payload() {
        return Wire.parse(text).payload();
    }

    /** The payload's fields by name: strings as they are, everything else as JSON text. */
    public Map<String, String> fields() {
        return Wire.fields(payload());
    }

    /** The code of a CALLERROR as sent; empty in other frames. */
    public String errorCode() {
        return Wire.parse(text).errorCode();
    }
}
