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
}
