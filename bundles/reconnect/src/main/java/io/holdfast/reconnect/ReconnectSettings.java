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
 * @param initialSpread the first attempt of all comes at a random moment within it; zero: at once
 * @param swapSpread the attempt after a change of the transport comes at a random moment within it, for a gateway with many charge
 *     points; zero: at once
 * @param pingInterval between our pings; zero sends none ({@code WebSocketPingInterval})
 * @param pongTimeout silence after a ping that means a dead socket
 * @param sendTimeout what the socket gets to take a frame; a peer that does not read is a dead one
 * @param drainTimeout what open calls get before a swap closes their connection
 * @param closeTimeout what the peer gets to answer our close frame
 * @param stableAfter age from which a connection counts as good; those that die younger, one after the other, make the waits longer
 */
public record ReconnectSettings(List<Endpoint> endpoints, int attemptsPerEndpoint, Backoff backoff, Duration initialSpread,
        Duration swapSpread, Duration pingInterval, Duration pongTimeout, Duration sendTimeout, Duration drainTimeout, Duration closeTimeout,
        Duration stableAfter) {

    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofDays(1);

    public ReconnectSettings {
        endpoints = List.copyOf(endpoints);
        if (endpoints.isEmpty()) {
            throw new IllegalArgumentException("no endpoint");
        }
        if (attemptsPerEndpoint < 1) {
            throw new IllegalArgumentException("NetworkProfileConnectionAttempts " + attemptsPerEndpoint + " is not 1 or more");
        }
        requireWithinADay("initialSpread", initialSpread, Duration.ZERO);
        requireWithinADay("swapSpread", swapSpread, Duration.ZERO);
        requireWithinADay("WebSocketPingInterval", pingInterval, Duration.ZERO);
        requireWithinADay("pongTimeout", pongTimeout, SHORTEST);
        requireWithinADay("sendTimeout", sendTimeout, SHORTEST);
        requireWithinADay("drainTimeout", drainTimeout, Duration.ZERO);
        requireWithinADay("closeTimeout", closeTimeout, Duration.ZERO);
        requireWithinADay("stableAfter", stableAfter, Duration.ZERO);
    }

    private static void requireWithinADay(String name, Duration value, Duration least) {
        if (value.compareTo(least) < 0 || value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(name + " " + value + " is not within " + least + ".." + LONGEST);
        }
    }

    public ReconnectSettings withPingInterval(Duration interval) {
        return new ReconnectSettings(endpoints, attemptsPerEndpoint, backoff, initialSpread, swapSpread, interval, pongTimeout, sendTimeout,
            drainTimeout, closeTimeout, stableAfter);
    }

    public ReconnectSettings withEndpoints(List<Endpoint> others) {
        return new ReconnectSettings(others, attemptsPerEndpoint, backoff, initialSpread, swapSpread, pingInterval, pongTimeout, sendTimeout,
            drainTimeout, closeTimeout, stableAfter);
    }

    /**
     * The back-off of OCPP 2.0.1 part 4 §5.3, used for every version.
     *
     * @param waitMinimum {@code RetryBackOffWaitMinimum}
     * @param randomRange {@code RetryBackOffRandomRange}
     * @param repeatTimes {@code RetryBackOffRepeatTimes}: how often the wait is doubled; it never exceeds a day, whatever this says
     */
    public record Backoff(Duration waitMinimum, Duration randomRange, int repeatTimes) {
        public Backoff {
            requireWithinADay("RetryBackOffWaitMinimum", waitMinimum, SHORTEST);
            requireWithinADay("RetryBackOffRandomRange", randomRange, Duration.ZERO);
            if (repeatTimes < 0 || repeatTimes > 20) {
                throw new IllegalArgumentException("RetryBackOffRepeatTimes " + repeatTimes + " is not within 0..20");
            }
        }
    }
}
