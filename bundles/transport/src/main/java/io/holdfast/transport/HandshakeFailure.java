package io.holdfast.transport;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Why an attempt ended before a connection was open.
 *
 * @param cause the kind of failure, which the policy reads
 * @param httpStatus the status of the server's answer, where there was one
 * @param retryAfter the server's {@code Retry-After}, where it sent one
 * @param detail what happened, for a log line; never a secret
 */
public record HandshakeFailure(Cause cause, OptionalInt httpStatus, Optional<Duration> retryAfter, String detail) {
    public enum Cause {
        /** The endpoint can't be dialled at all: wrong scheme, no host, a port out of range. */
        BAD_ENDPOINT,
        DNS,
        REFUSED,
        UNREACHABLE,
        TLS,
        /** The server answered with something other than 101. */
        HTTP_STATUS,
        /** 101 without a subprotocol that we offered (OCPP-J 1.6 §3.1.2). */
        NO_SUBPROTOCOL,
        /** Connecting and upgrading took longer than the endpoint allows. */
        TIMEOUT,
        CANCELLED,
        /** The socket died, or the server's answer was no WebSocket upgrade. */
        HANDSHAKE
    }

    public HandshakeFailure {
        Objects.requireNonNull(cause, "cause");
        Objects.requireNonNull(httpStatus, "httpStatus");
        Objects.requireNonNull(retryAfter, "retryAfter");
        detail = Objects.requireNonNullElse(detail, "");
    }

    public static HandshakeFailure of(Cause cause, String detail) {
        return new HandshakeFailure(cause, OptionalInt.empty(), Optional.empty(), detail);
    }

    public static HandshakeFailure ofStatus(int status, Optional<Duration> retryAfter, String detail) {
        return new HandshakeFailure(Cause.HTTP_STATUS, OptionalInt.of(status), retryAfter, detail);
    }

    @Override
    public String toString() {
        return cause + (httpStatus.isPresent() ? " " + httpStatus.getAsInt() : "") + (detail.isEmpty() ? "" : ": " + detail);
    }
}
