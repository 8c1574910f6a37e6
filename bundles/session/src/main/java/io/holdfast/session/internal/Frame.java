package io.holdfast.session.internal;

import io.holdfast.session.ErrorCode;
import io.holdfast.session.Request;

/** A text message of the CSMS, as far as it could be understood. */
sealed interface Frame {
    record Call(String id, Request<?> request) implements Frame { }

    /** A CALL that can't be executed; its sender gets a CALLERROR. */
    record InvalidCall(String id, String action, ErrorCode code, String description) implements Frame { }

    record CallResult(String id, Object response) implements Frame { }

    /** A CALLRESULT to a call of ours whose payload breaks the rules: the call has failed, there is nothing to send. */
    record InvalidCallResult(String id, ErrorCode code, String description) implements Frame { }

    record CallError(String id, String code, String description) implements Frame { }

    /** An answer to no call that waits for one: late, doubled, or never asked for. */
    record StrayAnswer(String id) implements Frame { }

    /** No OCPP-J message at all; never answered (OCPP-J 1.6 names no answer, and an error about an error would loop). */
    record Garbage(String why) implements Frame { }
}
