package io.holdfast.transport;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import javax.net.ssl.SSLException;

/**
 * Why an attempt ended before a connection was open.
 *
 * @param cause the kind of failure, which the policy reads
 * @param httpStatus the status of the server's or the proxy's answer, where there was one
 * @param retryAfter the server's or the proxy's {@code Retry-After}, where it sent one
 * @param detail what happened, for a log line; never a secret
 */
public record HandshakeFailure(Cause cause, OptionalInt httpStatus, Optional<Duration> retryAfter, String detail) {
    public enum Cause {
        /** The endpoint can't be dialled at all: wrong scheme, no host, a port out of range. */
        BAD_ENDPOINT,
        DNS,
        REFUSED,
        UNREACHABLE,
        /** The proxy has no address, can't be reached, or refused us the tunnel; then its status is told. */
        PROXY,
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

    /**
     * The server answered with another status than 101.
     *
     * @param retryAfter the header's value as received, seconds or a date (RFC 9110 §10.2.3); what can't be read counts as absent
     * @param now what a date is compared with
     */
    public static HandshakeFailure ofStatus(int status, Optional<String> retryAfter, Instant now, String detail) {
        return new HandshakeFailure(Cause.HTTP_STATUS, OptionalInt.of(status),
            retryAfter.flatMap(value -> delay(value.trim(), now)), detail);
    }

    /**
     * The proxy answered our CONNECT with another status than 200.
     *
     * @param retryAfter as of {@link #ofStatus}
     * @param hint is added to the detail
     */
    public static HandshakeFailure ofProxyStatus(int status, Optional<String> retryAfter, Instant now, Endpoint endpoint, String hint) {
        return new HandshakeFailure(Cause.PROXY, OptionalInt.of(status), retryAfter.flatMap(value -> delay(value.trim(), now)),
            "the proxy " + endpoint.proxy().map(HttpProxy::toString).orElse("") + " answered " + status + hint);
    }

    /** The server answered 101 with a subprotocol that was not offered, or with none (the empty string). */
    public static HandshakeFailure ofSubprotocol(String chosen, Endpoint endpoint) {
        return of(Cause.NO_SUBPROTOCOL, (chosen.isEmpty() ? "the server chose no subprotocol" : "the server chose '" + chosen + "'")
            + ", offered were " + endpoint.subprotocols());
    }

    /** Reads the cause from what the Java library throws; what it doesn't know is {@link Cause#HANDSHAKE}. */
    public static HandshakeFailure of(Throwable thrown, Endpoint endpoint) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            Optional<Cause> known = causeOf(t);
            if (known.isPresent()) {
                boolean dialling = known.get() == Cause.DNS || known.get() == Cause.REFUSED || known.get() == Cause.UNREACHABLE;
                return of(dialling && endpoint.proxy().isPresent() ? Cause.PROXY : known.get(), words(t, endpoint));
            }
        }
        return of(Cause.HANDSHAKE, words(thrown, endpoint));
    }

    private static Optional<Cause> causeOf(Throwable t) {
        if (t instanceof UnknownHostException || t instanceof UnresolvedAddressException) {
            return Optional.of(Cause.DNS);
        }
        if (t instanceof SSLException || t instanceof CertificateException) {
            return Optional.of(Cause.TLS);
        }
        if (t instanceof NoRouteToHostException) {
            return Optional.of(Cause.UNREACHABLE);
        }
        if (t instanceof ConnectException && t.getMessage() != null) {
            String message = t.getMessage().toLowerCase(Locale.ROOT);
            return Optional.of(message.contains("refused") ? Cause.REFUSED
                : message.contains("timed out") ? Cause.TIMEOUT : Cause.UNREACHABLE);
        }
        return Optional.empty();
    }

    private static String words(Throwable t, Endpoint endpoint) {
        String message = t.getMessage() == null ? t.getClass().getSimpleName() : t.getMessage();
        return endpoint.proxy().map(proxy -> "by way of the proxy " + proxy + ", ").orElse("")
            + endpoint.url().getHost() + ":" + endpoint.port() + ": " + message;
    }

    private static Optional<Duration> delay(String retryAfter, Instant now) {
        try {
            Duration delay = retryAfter.chars().allMatch(c -> c >= '0' && c <= '9') ? Duration.ofSeconds(Long.parseLong(retryAfter))
                : Duration.between(now, DateTimeFormatter.RFC_1123_DATE_TIME.parse(retryAfter, Instant::from));
            return Optional.of(delay.isNegative() ? Duration.ZERO : delay);
        } catch (NumberFormatException | DateTimeException unreadable) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return cause + (httpStatus.isPresent() ? " " + httpStatus.getAsInt() : "") + (detail.isEmpty() ? "" : ": " + detail);
    }
}
