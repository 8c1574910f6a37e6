package io.holdfast.session;

/** A payload that breaks its message's rules; the message names the field, its value where that is short, and the rule. */
public final class PayloadException extends Exception {
    private static final long serialVersionUID = 1L;
    private final ErrorCode code;

    public PayloadException(ErrorCode code, String message) {
        super(message);
        this.code = code;
    }

    /** The code of the CALLERROR that tells the sender. */
    public ErrorCode code() {
        return code;
    }
}
