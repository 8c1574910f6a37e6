package io.holdfast.charger.simulator.internal;

import java.time.Duration;

/**
 * Which cars come to a simulated charger, and what their drivers do.
 *
 * @param arriveEvery from one arrival to the next; zero: none comes by itself
 * @param stay from plugging in to wanting to leave
 * @param model a car as it arrives
 * @param token what the driver presents; empty: nothing
 */
record CarSettings(Duration arriveEvery, Duration stay, Car model, String token) {
    boolean arrive() {
        return !arriveEvery.isZero();
    }

    boolean hasToken() {
        return !token.isEmpty();
    }
}
