package io.holdfast.ocpp16.internal;

import io.holdfast.session.ErrorCode;

/** A value that no message may carry, and the error code that says so to a peer who sent it. */
public final class RuleViolation extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;
    private final ErrorCode code;

    RuleViolation(ErrorCode code, String message) {
        super(message);
        this.code = code;
    }

    ErrorCode code() {
        return code;
    }
}
