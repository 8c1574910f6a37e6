package io.holdfast.shell.internal;

import io.holdfast.client.InWords;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/** Values as people read them. */
final class Words {
    private Words() {
    }

    static String ago(Instant since, Instant now) {
        return duration(Duration.between(since, now));
    }

    static String duration(Duration duration) {
        return InWords.duration(duration);
    }

    /** The local time, with the date where it is not today's. */
    static String moment(Instant at, Instant now) {
        return InWords.moment(at, now, ZoneId.systemDefault());
    }

    /** How far another clock is ahead of ours. */
    static String offset(Duration ahead) {
        return ahead.abs().toMillis() + " ms " + (ahead.isNegative() ? "behind" : "ahead of") + " ours";
    }

    static String url(URI url) {
        return InWords.url(url);
    }

    /** The text as a JSON string. */
    static String json(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.chars().forEach(c -> {
            if (c == '"' || c == '\\') {
                quoted.append('\\').append((char) c);
            } else if (c < ' ') {
                quoted.append(String.format("\\u%04x", c));
            } else {
                quoted.append((char) c);
            }
        });
        return quoted.append('"').toString();
    }
}
