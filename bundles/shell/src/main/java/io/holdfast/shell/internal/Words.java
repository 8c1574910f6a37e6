package io.holdfast.shell.internal;

import io.holdfast.client.InWords;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.stream.Collectors;

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

    /** Broken between words, further lines indented; a terminal that is narrow or doesn't know its width breaks by itself. */
    static String wrapped(String text, int width) {
        if (width < 40) {
            return text;
        }
        StringBuilder lines = new StringBuilder();
        int column = 0;
        for (String word : text.split(" ")) {
            if (column > 0 && column + 1 + word.length() > width) {
                lines.append("\n  ");
                column = 2;
            } else if (column > 0) {
                lines.append(' ');
                column++;
            }
            lines.append(word);
            column += word.length();
        }
        return lines.toString();
    }

    /** Separated by commas. */
    static String list(Collection<?> values) {
        return values.stream().map(String::valueOf).collect(Collectors.joining(", "));
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
