package io.holdfast.session;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is known of a session at one moment. Frames may pass while it is read, so that its parts are a frame apart.
 *
 * @param registration the CSMS's last answer to a BootNotification; empty where it counts no more
 * @param nextBootNotification when the next one is sent, where one waits; by our clock
 * @param subprotocol of the present connection
 * @param outstanding the action that waits for its answer
 * @param queuedCalls of ours that wait for their turn
 * @param clockOffset the CSMS's clock minus ours, by its last answer with a time
 * @param lastHeartbeat when the last one was answered, by our clock
 * @param counters of frames and mishaps since the session was made
 */
public record SessionStatus(Optional<RegistrationStatus> registration, Optional<Instant> nextBootNotification, Optional<String> subprotocol,
        Optional<String> outstanding, int queuedCalls, Optional<Duration> clockOffset, Optional<Instant> lastHeartbeat, Counters counters) {

    /**
     * Counts since the session was made.
     *
     * @param callsSent CALLs of ours written to a socket
     * @param callsReceived valid CALLs of the CSMS
     * @param mishaps what was wrong with frames of the CSMS; those that never happened are not in it
     */
    public record Counters(long callsSent, long callsReceived, Map<Mishap, Long> mishaps) {
        public Counters {
            mishaps = Collections.unmodifiableMap(new TreeMap<>(mishaps));
        }

        /** How often it has happened. */
        public long of(Mishap mishap) {
            return mishaps.getOrDefault(mishap, 0L);
        }
    }
}
