package io.holdfast.session;

import java.time.Duration;

/**
 * The session's times, which the CSMS may change while it runs.
 *
 * @param heartbeatInterval silence after which a Heartbeat is sent; zero sends one a day only, for the clock (OCPP-J 1.6 §5.3)
 * @param messageTimeout how long an answer may take
 */
public record SessionTiming(Duration heartbeatInterval, Duration messageTimeout) {
    public SessionTiming {
        if (heartbeatInterval.isNegative()) {
            throw new IllegalArgumentException("HeartbeatInterval " + heartbeatInterval + " is negative");
        }
        if (messageTimeout.isNegative() || messageTimeout.isZero()) {
            throw new IllegalArgumentException("MessageTimeout " + messageTimeout + " is not positive");
        }
    }

    public SessionTiming withHeartbeatInterval(Duration interval) {
        return new SessionTiming(interval, messageTimeout);
    }
}
