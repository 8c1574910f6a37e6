package io.holdfast.session;

/** What can be wrong with a frame of the CSMS. Each is counted, see {@link SessionStatus.Counters}. */
public enum Mishap {
    /** No JSON array that begins with a message type and a message id; dropped, for there is nothing to answer to. */
    GARBAGE,
    /** A message type that the version does not have; ignored. */
    UNKNOWN_TYPE,
    /** A CALL or an answer with too few, too many or wrong elements, or with a message id that is too long. */
    WRONG_SHAPE,
    /** Larger, deeper or longer than {@link SessionLimits} allow. */
    BEYOND_LIMIT,
    /** A CALL of an action that the version does not have. */
    UNKNOWN_ACTION,
    /** A CALL or an answer whose payload breaks its message's rules. */
    INVALID_PAYLOAD,
    /** An answer to a CALL of ours that had timed out, or was cut off by the end of its connection. */
    LATE_ANSWER,
    /** A further answer to a CALL of ours. */
    DOUBLED_ANSWER,
    /** An answer to a message id that we never used. */
    UNKNOWN_ANSWER,
    /** A CALL with the message id of one that is being executed; refused. */
    DOUBLED_CALL,
    /** A CALL while too many wait already; refused, and dropped where the CSMS does not read our answers. */
    TOO_MANY_CALLS,
    /** A CALL of a CSMS that rejects us; not answered (OCPP 1.6 §4.2). */
    CALL_WHILE_REJECTED
}
