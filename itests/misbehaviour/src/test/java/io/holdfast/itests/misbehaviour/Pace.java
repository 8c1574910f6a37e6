package io.holdfast.itests.misbehaviour;

import io.holdfast.reconnect.ReconnectSettings;
import io.holdfast.transport.Endpoint;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How long a charge point waits for what.
 *
 * @param open for a connection
 * @param ping between its pings; zero sends none
 * @param pong for any traffic after a ping
 * @param send for the socket to take a message
 * @param answer for the answer to a CALL
 * @param message before a transaction message that the CSMS has refused is sent again
 */
record Pace(Duration open, Duration ping, Duration pong, Duration send, Duration answer, Duration message) {
    private static final Duration BACKOFF = Duration.ofMillis(20);
    private static final Duration SWAP_SPREAD = Duration.ofMillis(100);

    /** Long enough on a machine that does other things too, for tests that wait for nothing of this. */
    static final Pace PATIENT = new Pace(Duration.ofSeconds(60), Duration.ZERO, Duration.ofSeconds(60), Duration.ofSeconds(60),
        Duration.ofSeconds(60), Duration.ofMillis(20));

    static Pace opening(Duration open) {
        return new Pace(open, PATIENT.ping, PATIENT.pong, PATIENT.send, PATIENT.answer, PATIENT.message);
    }

    static Pace pinging(Duration ping, Duration pong) {
        return new Pace(PATIENT.open, ping, pong, PATIENT.send, PATIENT.answer, PATIENT.message);
    }

    static Pace sending(Duration send) {
        return new Pace(PATIENT.open, PATIENT.ping, PATIENT.pong, send, PATIENT.answer, PATIENT.message);
    }

    static Pace answered(Duration answer) {
        return new Pace(PATIENT.open, PATIENT.ping, PATIENT.pong, PATIENT.send, answer, PATIENT.message);
    }

    ReconnectSettings reconnect(URI csms, String identity, String subprotocol) {
        Endpoint endpoint = new Endpoint(csms, identity, List.of(subprotocol), Optional.empty(), open, 65_536, false);
        return new ReconnectSettings(List.of(endpoint), 3, new ReconnectSettings.Backoff(BACKOFF, Duration.ZERO, 0), Duration.ZERO,
            SWAP_SPREAD, ping, pong, send, Duration.ofSeconds(2), Duration.ofSeconds(2), Duration.ZERO);
    }
}
