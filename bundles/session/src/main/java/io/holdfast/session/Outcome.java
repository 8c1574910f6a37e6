package io.holdfast.session;

import io.holdfast.transport.CloseReason;
import java.time.Duration;
import java.util.function.Function;

/**
 * What became of a CALL.
 *
 * @param <R> the type of the answer's payload
 */
public sealed interface Outcome<R> {
    /** The same outcome, with another form of the answer. */
    default <T> Outcome<T> map(Function<? super R, ? extends T> form) {
        if (this instanceof Answered<R> answered) {
            return new Answered<>(form.apply(answered.response()));
        } else if (this instanceof Refused<R> refused) {
            return new Refused<>(refused.code(), refused.description());
        } else if (this instanceof Unreadable<R> unreadable) {
            return new Unreadable<>(unreadable.description());
        } else if (this instanceof TimedOut<R> timedOut) {
            return new TimedOut<>(timedOut.after());
        } else if (this instanceof NotSent<R> notSent) {
            return new NotSent<>(notSent.cause(), notSent.why());
        }
        return new Uncertain<>(((Uncertain<R>) this).reason());
    }

    /** What became of it, for people; without the payload. */
    default String inWords() {
        if (this instanceof Refused<R> refused) {
            return (refused.code() + " " + refused.description()).strip();
        } else if (this instanceof Unreadable<R> unreadable) {
            return "invalid answer: " + unreadable.description();
        } else if (this instanceof TimedOut<R> timedOut) {
            return "no answer within " + timedOut.after().toSeconds() + " s";
        } else if (this instanceof NotSent<R> notSent) {
            return notSent.why();
        } else if (this instanceof Uncertain<R> uncertain) {
            return "the connection ended before the answer: " + uncertain.reason();
        }
        return "answered";
    }

    /** A CALLRESULT came. */
    record Answered<R>(R response) implements Outcome<R> { }

    /**
     * A CALLERROR came, or the request can't be encoded.
     *
     * @param code as it came, at most 255 characters as the description
     */
    record Refused<R>(String code, String description) implements Outcome<R> { }

    /** A CALLRESULT came whose payload breaks the rules: the CSMS has executed the call, but what it answered is lost. */
    record Unreadable<R>(String description) implements Outcome<R> { }

    /** No answer came in time. It may still have been executed. */
    record TimedOut<R>(Duration after) implements Outcome<R> { }

    /**
     * The CSMS has not executed it, for a reason that is not its own: it was not written to a socket, or the CSMS has
     * forgotten that it accepted us. It may be sent again as it is.
     */
    record NotSent<R>(Cause cause, String why) implements Outcome<R> {
        public enum Cause {
            /** There is no connection, or it ended before the call's turn. */
            OFFLINE,
            /** The CSMS has to accept this charge point first. */
            NOT_ACCEPTED,
            /** Too many calls wait already. */
            QUEUE_FULL,
            /** Its turn did not come in time. */
            EXPIRED,
            /** Its sender has taken it back. */
            CANCELLED
        }
    }

    /** It was written, and the socket ended before the answer came. */
    record Uncertain<R>(CloseReason reason) implements Outcome<R> { }
}
