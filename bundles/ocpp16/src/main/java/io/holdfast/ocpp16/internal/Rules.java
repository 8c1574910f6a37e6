package io.holdfast.ocpp16.internal;

import static io.holdfast.session.ErrorCode.OCCURRENCE_CONSTRAINT_VIOLATION;
import static io.holdfast.session.ErrorCode.PROPERTY_CONSTRAINT_VIOLATION;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The rules that the messages' fields obey. Every method names the message and the field in what it throws, and never
 * the text itself: it may be a password.
 */
public final class Rules {
    private static final Instant FIRST_WRITABLE = startOfYear(0);
    private static final Instant FIRST_NOT_WRITABLE = startOfYear(10_000);
    private static final int MAX_DECIMAL_DIGITS = 15;
    private static final int SHORT = 50;

    private Rules() {}

    public static void given(String field, Object value) {
        if (value == null) {
            throw new RuleViolation(OCCURRENCE_CONSTRAINT_VIOLATION, field + " is missing; an optional field is empty, never null");
        }
    }

    /** Lengths count characters as JSON Schema does: code points. */
    public static void text(String field, String value, int maxLength) {
        given(field, value);
        if (value.length() > maxLength) {
            int length = value.codePointCount(0, value.length());
            if (length > maxLength) {
                throw notAllowed(field, length + " characters long", "at most " + maxLength);
            }
        }
    }

    public static void text(String field, Optional<String> value, int maxLength) {
        given(field, value);
        if (value.isPresent()) {
            text(field, value.get(), maxLength);
        }
    }

    public static void atLeast(String field, int value, int min) {
        if (value < min) {
            throw notAllowed(field, value, "at least " + min);
        }
    }

    public static void atLeast(String field, OptionalInt value, int min) {
        given(field, value);
        if (value.isPresent()) {
            atLeast(field, value.getAsInt(), min);
        }
    }

    public static void between(String field, OptionalInt value, int min, int max) {
        given(field, value);
        if (value.isPresent() && (value.getAsInt() < min || value.getAsInt() > max)) {
            throw notAllowed(field, value.getAsInt(), min + " to " + max);
        }
    }

    /** The time as a message can carry it: cut to milliseconds. */
    public static Instant time(String field, Instant value) {
        given(field, value);
        if (value.isBefore(FIRST_WRITABLE) || !value.isBefore(FIRST_NOT_WRITABLE)) {
            throw notAllowed(field, value, "the years 0000 to 9999");
        }
        return value.truncatedTo(ChronoUnit.MILLIS);
    }

    public static Optional<Instant> time(String field, Optional<Instant> value) {
        given(field, value);
        return value.isPresent() ? Optional.of(time(field, value.get())) : value;
    }

    public static void seconds(String field, Duration value) {
        given(field, value);
        if (value.getNano() != 0 || value.getSeconds() != (int) value.getSeconds()) {
            throw notAllowed(field, value, "whole seconds of 32 bits");
        }
    }

    public static void notNegative(String field, Duration value) {
        seconds(field, value);
        if (value.isNegative()) {
            throw notAllowed(field, value.getSeconds() + " s", "at least 0");
        }
    }

    public static void notNegative(String field, Optional<Duration> value) {
        given(field, value);
        if (value.isPresent()) {
            notNegative(field, value.get());
        }
    }

    /** The number with exactly one decimal, so that 16 and 16.0 are equal. */
    public static BigDecimal tenths(String field, BigDecimal value) {
        given(field, value);
        // stripped first: giving one decimal to 0E-999999999 would compute a thousand million digits
        BigDecimal number = value.stripTrailingZeros();
        if (number.signum() < 0 || number.scale() > 1 || (long) number.precision() - number.scale() > MAX_DECIMAL_DIGITS) {
            throw notAllowed(field, number, "0 or more, with at most " + MAX_DECIMAL_DIGITS + " digits and one decimal");
        }
        return number.setScale(1);
    }

    public static Optional<BigDecimal> tenths(String field, Optional<BigDecimal> value) {
        given(field, value);
        return value.isPresent() ? Optional.of(tenths(field, value.get())) : value;
    }

    public static void absolute(String field, URI value) {
        given(field, value);
        if (!value.isAbsolute()) {
            throw notAllowed(field, "a relative URI", "an absolute one, for example ftp://host/directory");
        }
    }

    public static <T> List<T> items(String field, List<T> value) {
        given(field, value);
        for (T item : value) {
            given(field, item);
        }
        return List.copyOf(value);
    }

    public static <T> List<T> atLeastOne(String field, List<T> value) {
        given(field, value);
        if (value.isEmpty()) {
            throw new RuleViolation(OCCURRENCE_CONSTRAINT_VIOLATION, field + " has no items; allowed: at least 1");
        }
        return items(field, value);
    }

    public static List<String> texts(String field, List<String> value, int maxLength) {
        given(field, value);
        for (String item : value) {
            text(field, item, maxLength);
        }
        return List.copyOf(value);
    }

    private static Instant startOfYear(int year) {
        return LocalDate.of(year, 1, 1).atStartOfDay().toInstant(ZoneOffset.UTC);
    }

    private static RuleViolation notAllowed(String field, Object what, String allowed) {
        String shown = what.toString();
        return new RuleViolation(PROPERTY_CONSTRAINT_VIOLATION,
            field + " is " + (shown.length() <= SHORT ? shown : "too long") + "; allowed: " + allowed);
    }
}
