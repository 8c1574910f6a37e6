package io.holdfast.session.internal;

import io.holdfast.session.ErrorCode;
import io.holdfast.session.Mishap;
import io.holdfast.session.Request;

/** A text message of the CSMS, as far as it could be understood. */
sealed interface Frame {
    /** A valid CALL. */
    record Call(String id, Request<?> request) implements Frame { }

    /** A CALL that can't be executed; its sender gets a CALLERROR. */
    record InvalidCall(String id, String action, ErrorCode code, String description, Mishap mishap) implements Frame { }

    /** The answer to the call of ours that waits for one. */
    record CallResult(Object response) implements Frame { }

    /** A CALLRESULT whose payload breaks the rules: the call has failed, there is nothing to send. */
    record InvalidCallResult(String description, Mishap mishap) implements Frame { }

    /** The other answer to it. */
    record CallError(String code, String description) implements Frame { }

    /** An answer to no call that waits for one: late, doubled, or never asked for. */
    record StrayAnswer(String id) implements Frame { }

    /** No OCPP-J message at all; never answered (OCPP-J 1.6 names no answer, and an error about an error would loop). */
    record Garbage(String why, Mishap mishap) implements Frame { }
}
