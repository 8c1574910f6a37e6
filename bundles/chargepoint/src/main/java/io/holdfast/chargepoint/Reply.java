package io.holdfast.chargepoint;

import io.holdfast.session.ErrorCode;
import java.util.Objects;

/**
 * What an {@link ActionHandler} answers.
 *
 * @param <R> the response of the action
 */
public sealed interface Reply<R> {
    /** The CSMS gets this response. */
    static <R> Reply<R> answer(R response) {
        return answer(response, () -> { });
    }

    /**
     * The same, and something to be done once the response has been given to the connection, on a thread for handlers; it has
     * no deadline, and keeps that thread from all others.
     */
    static <R> Reply<R> answer(R response, Runnable afterwards) {
        return new Answer<>(response, afterwards);
    }

    /**
     * The CSMS gets a CALLERROR.
     *
     * @param description for people, at most 255 characters of it
     */
    static <R> Reply<R> refuse(ErrorCode code, String description) {
        return new Refusal<>(code, description);
    }

    /** Whoever would have been asked without this handler is asked: the next handler, and at last the charge point itself. */
    static <R> Reply<R> passOn() {
        return new PassedOn<>();
    }

    /** See {@link Reply#answer(Object, Runnable)}. */
    record Answer<R>(R response, Runnable afterwards) implements Reply<R> {
        public Answer {
            Objects.requireNonNull(response, "response");
            Objects.requireNonNull(afterwards, "afterwards");
        }
    }

    /** See {@link Reply#refuse}. */
    record Refusal<R>(ErrorCode code, String description) implements Reply<R> {
        public Refusal {
            Objects.requireNonNull(code, "code");
            Objects.requireNonNull(description, "description");
        }
    }

    /** See {@link Reply#passOn}. */
    record PassedOn<R>() implements Reply<R> { }
}
