package io.holdfast.session;

import io.holdfast.transport.CloseReason;
import java.time.Duration;

/**
 * What became of a CALL.
 *
 * @param <R> the type of the answer's payload
 */
public sealed interface Outcome<R> {
    /** A CALLRESULT came. */
    record Answered<R>(R response) implements Outcome<R> { }

    /** A CALLERROR came, or a CALLRESULT whose payload is invalid. */
    record Refused<R>(String code, String description) implements Outcome<R> { }

    /** No answer came in time. It may still have been executed. */
    record TimedOut<R>(Duration after) implements Outcome<R> { }

    /** It was never written to a socket. */
    record NotSent<R>(String why) implements Outcome<R> { }

    /** It was written, and the socket ended before the answer came. */
    record Uncertain<R>(CloseReason reason) implements Outcome<R> { }
}
