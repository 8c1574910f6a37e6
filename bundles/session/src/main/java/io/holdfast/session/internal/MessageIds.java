package io.holdfast.session.internal;

import java.security.SecureRandom;

/**
 * Message ids: a random prefix for each session and a counter, so that no id comes twice on any connection of an identity
 * (OCPP-J 1.6 errata on message ids) without drawing random bytes for each message.
 */
final class MessageIds {
    private final String prefix = Long.toHexString(new SecureRandom().nextLong()) + "-";
    private long last;

    String next() {
        return prefix + ++last;
    }

    /** Whether {@link #next} has given this id. */
    boolean isOurs(String id) {
        if (!id.startsWith(prefix)) {
            return false;
        }
        try {
            long number = Long.parseLong(id, prefix.length(), id.length(), 10);
            return number > 0 && number <= last && id.equals(prefix + number);
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
