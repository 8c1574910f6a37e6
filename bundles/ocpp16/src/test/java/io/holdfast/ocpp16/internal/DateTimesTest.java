package io.holdfast.ocpp16.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DateTimesTest {
    @ParameterizedTest
    @CsvSource({
        "2025-04-01T12:00:00.250Z,       2025-04-01T12:00:00.250Z",
        "2025-04-01T12:00:00Z,           2025-04-01T12:00:00Z",
        "2025-04-01t12:00:00z,           2025-04-01T12:00:00Z",
        "2025-04-01 12:00:00Z,           2025-04-01T12:00:00Z",
        "2025-04-01T12:00:00.5Z,         2025-04-01T12:00:00.5Z",
        "2025-04-01T12:00:00.123456789Z, 2025-04-01T12:00:00.123456789Z",
        "2025-04-01T12:00:00.1234567899999Z, 2025-04-01T12:00:00.123456789Z",
        "2025-04-01T12:00:00+02:00,      2025-04-01T10:00:00Z",
        "2025-04-01T12:00:00.250+0530,   2025-04-01T06:30:00.250Z",
        "2025-04-01T12:00:00-02,         2025-04-01T14:00:00Z",
        "2024-02-29T23:59:59-23:59,      2024-03-01T23:58:59Z",
        "2025-04-01T12:00:00,            2025-04-01T12:00:00Z",
        "2025-04-01T12:00:00.250,        2025-04-01T12:00:00.250Z"})
    void aTimeHasAFractionOrNotAndAnOffsetOrNot(String text, Instant time) {
        assertThat(DateTimes.read(text)).isEqualTo(time);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "now", "2025-04-01", "2025-04-01T12:00", "2025-04-01T12:00Z", "2025-04-01T12:00:00.Z", "2025-4-1T12:00:00Z",
        "2025-02-29T12:00:00Z", "2025-13-01T12:00:00Z", "2025-04-01T24:00:00Z", "2025-04-01T12:60:00Z", "2025-04-01T12:00:00ZZ",
        "2025-04-01T12:00:00+2:00", "2025-04-01T12:00:00+02:0", "2025-04-01T12:00:00+02:", "2025-04-01T12:00:00+02:000",
        "2025-04-01T12:00:00+24:00", "2025-04-01T12:00:00+02:60", "2025-04-01T12:00:00Europe/Berlin", "2025/04/01T12:00:00Z",
        "2025-04-01X12:00:00Z", "2025-04-01T12.00.00Z", "12025-04-01T12:00:00Z", "-2025-04-01T12:00:00Z", "٢٠٢٥-04-01T12:00:00Z"})
    void anythingElseIsNoTime(String text) {
        assertThatThrownBy(() -> DateTimes.read(text)).isInstanceOf(DateTimeException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "2025-04-01T12:34:56.789Z, 2025-04-01T12:34:56.789Z",
        "2025-04-01T12:34:56Z,     2025-04-01T12:34:56.000Z",
        "1969-12-31T23:59:59.001Z, 1969-12-31T23:59:59.001Z",
        "0000-01-01T00:00:00Z,     0000-01-01T00:00:00.000Z",
        "9999-12-31T23:59:59.999Z, 9999-12-31T23:59:59.999Z"})
    void aTimeIsWrittenInUtcWithMilliseconds(Instant time, String text) {
        assertThat(new String(DateTimes.write(time))).isEqualTo(text);
    }

    @Test
    void readingGivesBackWhatWasWritten() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        long first = Instant.parse("0000-01-01T00:00:00Z").toEpochMilli();
        long last = Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();
        for (int i = 0; i < 100_000; i++) {
            Instant time = Instant.ofEpochMilli(random.nextLong(first, last));
            String text = new String(DateTimes.write(time));
            assertThat(DateTimes.read(text)).as("seed %d", seed).isEqualTo(time).isEqualTo(Instant.parse(text));
        }
    }
}
