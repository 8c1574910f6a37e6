package io.holdfast.shell.internal;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;

/** Values as people read them. */
final class Words {
    private Words() {
    }

    static String ago(Instant since, Instant now) {
        return duration(Duration.between(since, now));
    }

    /** The two largest units: {@code 3 d 4 h}, {@code 12 s}. */
    static String duration(Duration duration) {
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

    /** How far another clock is ahead of ours. */
    static String offset(Duration ahead) {
        return ahead.abs().toMillis() + " ms " + (ahead.isNegative() ? "behind" : "ahead of") + " ours";
    }

    /** Without user info and query, where people write passwords and tokens. */
    static String url(URI url) {
        return url.getScheme() + "://" + url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort()) + url.getPath();
    }
}
