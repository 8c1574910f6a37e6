package io.holdfast.csms;

import io.holdfast.session.RegistrationStatus;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/** A thing that the CSMS does wrong from now on; several may hold at a time. An action is given by name, or as {@link #ANY}. */
public sealed interface Misbehaviour {
    /** Stands for every action. */
    String ANY = "*";

    /** Answers the upgrade with this HTTP status instead of 101. */
    record RefuseUpgrade(int status, Optional<Duration> retryAfter) implements Misbehaviour {
        public RefuseUpgrade {
            if (status < 200 || status > 599) {
                throw new IllegalArgumentException("status " + status + " is not in 200..599");
            }
            Objects.requireNonNull(retryAfter, "retryAfter");
        }
    }

    /** Leaves the upgrade without an answer and the TCP connection open. */
    record IgnoreUpgrade() implements Misbehaviour { }

    /** Accepts with this subprotocol whether it was offered or not; with none if it is empty. The connection stays open. */
    record AnswerSubprotocol(String subprotocol) implements Misbehaviour {
        public AnswerSubprotocol {
            Objects.requireNonNull(subprotocol, "subprotocol");
        }
    }

    /** Ends each new connection this long after its handshake. */
    record EndAfter(Duration delay, Ending how) implements Misbehaviour {
        public EndAfter {
            requireNotNegative("delay", delay);
            Objects.requireNonNull(how, "how");
        }
    }

    /** Ends the connection when a CALL of the action arrives; it is carried out, but its answer is never sent. */
    record EndOnCall(String action, Ending how) implements Misbehaviour {
        public EndOnCall {
            Objects.requireNonNull(action, "action");
            Objects.requireNonNull(how, "how");
        }
    }

    /** Reads nothing more from the socket, also from the present one, and sends no pings on it. */
    record StopReading() implements Misbehaviour { }

    /** Leaves pings without a pong. */
    record IgnorePings() implements Misbehaviour { }

    /** Answers CALLs of the action this much later. */
    record DelayAnswers(String action, Duration delay) implements Misbehaviour {
        public DelayAnswers {
            Objects.requireNonNull(action, "action");
            requireNotNegative("delay", delay);
        }
    }

    /** Carries CALLs of the action out, but never answers them. */
    record Forget(String action) implements Misbehaviour {
        public Forget {
            Objects.requireNonNull(action, "action");
        }
    }

    /** Answers CALLs of the action with a CALLERROR, without carrying them out. */
    record AnswerError(String action, String code, String description) implements Misbehaviour {
        public AnswerError {
            Objects.requireNonNull(action, "action");
            Objects.requireNonNull(code, "code");
            Objects.requireNonNull(description, "description");
        }
    }

    /**
     * Answers CALLs of the action with this text, OCPP or not, without carrying them out; {@code {id}} in it stands for
     * the CALL's message id.
     */
    record AnswerText(String action, String text) implements Misbehaviour {
        public AnswerText {
            Objects.requireNonNull(action, "action");
            Objects.requireNonNull(text, "text");
        }
    }

    /** Answers BootNotification with this status and interval. */
    record AnswerBoot(RegistrationStatus status, Duration interval) implements Misbehaviour {
        public AnswerBoot {
            Objects.requireNonNull(status, "status");
            requireNotNegative("interval", interval);
        }
    }

    /**
     * How a connection is ended.
     *
     * @param closeCode of the close frame (RFC 6455 §7.4); empty ends the TCP connection without one
     */
    record Ending(OptionalInt closeCode) {
        public Ending {
            int code = closeCode.orElse(0);
            if (code < 0 || code > 65_535) {
                throw new IllegalArgumentException("closeCode " + code + " is not in 0..65535");
            }
        }

        public static final Ending DROP = new Ending(OptionalInt.empty());

        public static Ending close(int code) {
            return new Ending(OptionalInt.of(code));
        }
    }

    private static void requireNotNegative(String name, Duration value) {
        if (value.isNegative()) {
            throw new IllegalArgumentException(name + " " + value + " is negative");
        }
    }
}
