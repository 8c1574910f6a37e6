package io.holdfast.ocpp16;

import static io.holdfast.ocpp16.internal.Rules.text;
import static io.holdfast.ocpp16.internal.Rules.time;

import java.time.Instant;
import java.util.Optional;

/**
 * Where to upload a log, and which part of it.
 *
 * @param remoteLocation may contain a password
 */
public record LogParameters(String remoteLocation, Optional<Instant> oldestTimestamp, Optional<Instant> latestTimestamp) {
    public LogParameters {
        text("LogParameters remoteLocation", remoteLocation, 512);
        oldestTimestamp = time("LogParameters oldestTimestamp", oldestTimestamp);
        latestTimestamp = time("LogParameters latestTimestamp", latestTimestamp);
    }
}
