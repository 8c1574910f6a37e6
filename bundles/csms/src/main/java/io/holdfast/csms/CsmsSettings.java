package io.holdfast.csms;

import io.holdfast.ocpp16.AuthorizationStatus;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/**
 * How a CSMS is set up.
 *
 * @param host the address to listen on
 * @param port the TCP port, 0 for any free one
 * @param heartbeatInterval given to charge points with an accepted BootNotification; whole seconds; 0 leaves it to them
 * @param pingInterval from the last pong to the next ping; 0 sends no pings
 * @param pingTimeout how long a pong may take before the charge point is dropped
 * @param callTimeout how long the answer to a CALL of the CSMS may take
 * @param logSize how many frames and how many milestones are kept per charge point
 * @param refusedIdTags what idTags are answered with, all others with Accepted; compared without case
 */
public record CsmsSettings(String host, int port, Duration heartbeatInterval, Duration pingInterval, Duration pingTimeout,
        Duration callTimeout, int logSize, Map<String, AuthorizationStatus> refusedIdTags) {

    public CsmsSettings {
        Objects.requireNonNull(host, "host");
        refusedIdTags = Map.copyOf(refusedIdTags);
        require(!host.isBlank(), "host", host, "an address, for example 127.0.0.1");
        require(port >= 0 && port <= 65535, "port", port, "0..65535");
        require(!heartbeatInterval.isNegative(), "heartbeatInterval", heartbeatInterval, "0 or more");
        require(!pingInterval.isNegative(), "pingInterval", pingInterval, "0 or more");
        require(pingTimeout.toMillis() > 0, "pingTimeout", pingTimeout, "more than 0");
        require(callTimeout.toMillis() > 0, "callTimeout", callTimeout, "more than 0");
        require(logSize >= 1, "logSize", logSize, "1 or more");
    }

    /** For tests: any port of 127.0.0.1, heartbeats and pings far apart, a log that keeps everything. */
    public static CsmsSettings forTests() {
        return new CsmsSettings("127.0.0.1", 0, Duration.ofMinutes(5), Duration.ofMinutes(5), Duration.ofSeconds(30),
            Duration.ofSeconds(30), Integer.MAX_VALUE, Map.of());
    }

    public CsmsSettings withPort(int newPort) {
        return new CsmsSettings(host, newPort, heartbeatInterval, pingInterval, pingTimeout, callTimeout, logSize, refusedIdTags);
    }

    public CsmsSettings withHeartbeatInterval(Duration interval) {
        return new CsmsSettings(host, port, interval, pingInterval, pingTimeout, callTimeout, logSize, refusedIdTags);
    }

    public CsmsSettings withPings(Duration interval, Duration timeout) {
        return new CsmsSettings(host, port, heartbeatInterval, interval, timeout, callTimeout, logSize, refusedIdTags);
    }

    public CsmsSettings withCallTimeout(Duration timeout) {
        return new CsmsSettings(host, port, heartbeatInterval, pingInterval, pingTimeout, timeout, logSize, refusedIdTags);
    }

    public CsmsSettings withLogSize(int size) {
        return new CsmsSettings(host, port, heartbeatInterval, pingInterval, pingTimeout, callTimeout, size, refusedIdTags);
    }

    private static void require(boolean holds, String key, Object value, String allowed) {
        if (!holds) {
            throw new IllegalArgumentException(key + " " + value + " is not allowed: " + allowed);
        }
    }
}
