package io.holdfast.reconnect;

import io.holdfast.transport.Endpoint;
import java.time.Duration;
import java.util.List;

/**
 * How a charge point connects.
 *
 * @param endpoints in order of priority; not empty
 * @param attemptsPerEndpoint failed attempts before the next endpoint's turn ({@code NetworkProfileConnectionAttempts})
 * @param backoff the waits between attempts
 * @param initialSpread the first attempt after start comes at a random moment within it
 * @param pingInterval between our pings; zero sends none ({@code WebSocketPingInterval})
 * @param pongTimeout silence after a ping that means a dead socket
 * @param drainTimeout what open calls get before a swap closes their connection
 * @param closeTimeout what the peer gets to answer our close frame
 * @param stableAfter time online after which a connection counts as good and the back-off begins anew
 */
public record ReconnectSettings(List<Endpoint> endpoints, int attemptsPerEndpoint, Backoff backoff, Duration initialSpread,
        Duration pingInterval, Duration pongTimeout, Duration drainTimeout, Duration closeTimeout, Duration stableAfter) {

    public ReconnectSettings {
        endpoints = List.copyOf(endpoints);
        if (endpoints.isEmpty()) {
            throw new IllegalArgumentException("no endpoint");
        }
        if (attemptsPerEndpoint < 1) {
            throw new IllegalArgumentException("NetworkProfileConnectionAttempts " + attemptsPerEndpoint + " is not 1 or more");
        }
    }

    public ReconnectSettings withPingInterval(Duration interval) {
        return new ReconnectSettings(endpoints, attemptsPerEndpoint, backoff, initialSpread, interval, pongTimeout, drainTimeout,
            closeTimeout, stableAfter);
    }

    public ReconnectSettings withEndpoints(List<Endpoint> others) {
        return new ReconnectSettings(others, attemptsPerEndpoint, backoff, initialSpread, pingInterval, pongTimeout, drainTimeout,
            closeTimeout, stableAfter);
    }

    /**
     * The back-off of OCPP 2.0.1 part 4 §5.3, used for every version.
     *
     * @param waitMinimum {@code RetryBackOffWaitMinimum}
     * @param randomRange {@code RetryBackOffRandomRange}
     * @param repeatTimes {@code RetryBackOffRepeatTimes}: how often the wait is doubled
     */
    public record Backoff(Duration waitMinimum, Duration randomRange, int repeatTimes) {
        public Backoff {
            if (waitMinimum.isNegative() || waitMinimum.isZero()) {
                throw new IllegalArgumentException("RetryBackOffWaitMinimum " + waitMinimum + " is not positive");
            }
            if (randomRange.isNegative()) {
                throw new IllegalArgumentException("RetryBackOffRandomRange " + randomRange + " is negative");
            }
            if (repeatTimes < 0 || repeatTimes > 20) {
                throw new IllegalArgumentException("RetryBackOffRepeatTimes " + repeatTimes + " is not within 0..20");
            }
        }
    }
}
