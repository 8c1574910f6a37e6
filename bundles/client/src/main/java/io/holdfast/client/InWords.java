package io.holdfast.client;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/** Values as people read them. */
public final class InWords {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final DateTimeFormatter DAY_AND_TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private InWords() {
    }

    /** The two largest units: {@code 3 d 4 h}, {@code 12 s}; less than nothing is nothing. */
    public static String duration(Duration duration) {
        Duration d = duration.isNegative() ? Duration.ZERO : duration;
        if (d.toDays() > 0) {
            return d.toDays() + " d " + d.toHoursPart() + " h";
        } else if (d.toHours() > 0) {
            return d.toHours() + " h " + d.toMinutesPart() + " min";
        } else if (d.toMinutes() > 0) {
            return d.toMinutes() + " min " + d.toSecondsPart() + " s";
        } else if (d.toSeconds() > 0) {
            return d.toSeconds() + " s";
        }
        return d.toMillis() + " ms";
    }

    /** The local time, with the date where it is not today's. */
    public static String moment(Instant at, Instant now, ZoneId zone) {
        ZonedDateTime local = at.atZone(zone);
        return (local.toLocalDate().equals(LocalDate.ofInstant(now, zone)) ? TIME : DAY_AND_TIME).format(local);
    }

    /** Without user info and query, where people write passwords and tokens. */
    public static String url(URI url) {
        return url.getScheme() + "://" + url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort()) + url.getRawPath();
    }
}
