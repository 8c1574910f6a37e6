package io.holdfast.ocpp16;

import static io.holdfast.ocpp16.internal.Rules.text;
import static io.holdfast.ocpp16.internal.Rules.time;
import static io.holdfast.ocpp16.internal.Secrets.withoutPassword;

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

    /** Without the password that the address may contain. */
    @Override
    public String toString() {
        return "LogParameters[remoteLocation=" + withoutPassword(remoteLocation) + ", oldestTimestamp=" + oldestTimestamp
            + ", latestTimestamp=" + latestTimestamp + "]";
    }
}
