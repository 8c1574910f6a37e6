package io.holdfast.ocpp16.internal;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;

/**
 * Dates and times on the wire. Written as {@code 2025-04-01T12:00:00.000Z}. Read with or without a fraction, with an
 * offset, {@code Z} or neither: OCPP 1.6 advises UTC, so that is what a time without an offset means.
 */
final class DateTimes {
    private static final int SECONDS_PER_DAY = 86_400;
    private static final int WITHOUT_FRACTION = "2025-04-01T12:00:00".length();
    private static final String TEMPLATE = "0000-00-00T00:00:00.000Z";

    private DateTimes() {}

    /** A time of the years 0000 to 9999. */
    static char[] write(Instant time) {
        LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(time.getEpochSecond(), SECONDS_PER_DAY));
        int second = Math.floorMod(time.getEpochSecond(), SECONDS_PER_DAY);
        char[] text = TEMPLATE.toCharArray();
        put(text, 0, 4, date.getYear());
        put(text, 5, 2, date.getMonthValue());
        put(text, 8, 2, date.getDayOfMonth());
        put(text, 11, 2, second / 3600);
        put(text, 14, 2, second / 60 % 60);
        put(text, 17, 2, second % 60);
        put(text, 20, 3, time.getNano() / 1_000_000);
        return text;
    }

    private static void put(char[] text, int start, int digits, int value) {
        int rest = value;
        for (int i = start + digits - 1; i >= start; i--) {
            text[i] = (char) ('0' + rest % 10);
            rest /= 10;
        }
    }

    /** Throws DateTimeException if the text is no date and time. */
    static Instant read(String text) {
        LocalDate date = LocalDate.of(number(text, 0, 4), number(text, 5, 2), number(text, 8, 2));
        LocalTime time = LocalTime.of(number(text, 11, 2), number(text, 14, 2), number(text, 17, 2));
        expect(text, 4, '-');
        expect(text, 7, '-');
        expect(text, 10, 'T', 't', ' ');
        expect(text, 13, ':');
        expect(text, 16, ':');
        int end = WITHOUT_FRACTION;
        int nanos = 0;
        if (end < text.length() && (text.charAt(end) == '.' || text.charAt(end) == ',')) {
            int unit = 100_000_000;
            for (end++; end < text.length() && isDigit(text.charAt(end)); end++) {
                nanos += unit * (text.charAt(end) - '0');
                unit /= 10;
            }
            if (end == WITHOUT_FRACTION + 1) {
                throw new DateTimeException("no digits after the point");
            }
        }
        return Instant.ofEpochSecond(date.toEpochDay() * SECONDS_PER_DAY + time.toSecondOfDay() - offsetSeconds(text, end), nanos);
    }

    /** The rest of the text: nothing, Z, ±hh, ±hhmm or ±hh:mm. */
    private static int offsetSeconds(String text, int start) {
        String offset = text.substring(start);
        if (offset.isEmpty() || offset.equalsIgnoreCase("Z")) {
            return 0;
        }
        expect(offset, 0, '+', '-');
        int hours = number(offset, 1, 2);
        int minutes = 0;
        if (offset.length() > 3) {
            int minuteStart = offset.charAt(3) == ':' ? 4 : 3;
            minutes = number(offset, minuteStart, 2);
            if (offset.length() != minuteStart + 2) {
                throw new DateTimeException("something after the offset");
            }
        }
        if (hours > 23 || minutes > 59) {
            throw new DateTimeException("no such offset");
        }
        return (hours * 60 + minutes) * (offset.charAt(0) == '-' ? -60 : 60);
    }

    private static int number(String text, int start, int digits) {
        int value = 0;
        for (int i = start; i < start + digits; i++) {
            if (i >= text.length() || !isDigit(text.charAt(i))) {
                throw new DateTimeException("a digit is missing");
            }
            value = value * 10 + text.charAt(i) - '0';
        }
        return value;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static void expect(String text, int at, char... allowed) {
        for (char c : allowed) {
            if (text.charAt(at) == c) {
                return;
            }
        }
        throw new DateTimeException("unexpected character");
    }
}
