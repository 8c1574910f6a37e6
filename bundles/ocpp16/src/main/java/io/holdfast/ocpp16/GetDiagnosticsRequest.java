package io.holdfast.ocpp16;

import static io.holdfast.ocpp16.internal.Rules.absolute;
import static io.holdfast.ocpp16.internal.Rules.atLeast;
import static io.holdfast.ocpp16.internal.Rules.notNegative;
import static io.holdfast.ocpp16.internal.Rules.time;
import static io.holdfast.ocpp16.internal.Secrets.withoutPassword;

import io.holdfast.session.Request;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Upload a file of diagnostics.
 *
 * @param location a directory; may contain a password
 * @param retryInterval whole seconds
 * @param startTime oldest entry of interest
 * @param stopTime latest entry of interest
 */
public record GetDiagnosticsRequest(
        URI location, OptionalInt retries, Optional<Duration> retryInterval, Optional<Instant> startTime,
        Optional<Instant> stopTime) implements Request<GetDiagnosticsResponse> {
    public GetDiagnosticsRequest {
        absolute("GetDiagnostics.req location", location);
        atLeast("GetDiagnostics.req retries", retries, 0);
        notNegative("GetDiagnostics.req retryInterval", retryInterval);
        startTime = time("GetDiagnostics.req startTime", startTime);
        stopTime = time("GetDiagnostics.req stopTime", stopTime);
    }

    @Override
    public String action() {
        return "GetDiagnostics";
    }

    /** Without the password that the address may contain. */
    @Override
    public String toString() {
        return "GetDiagnosticsRequest[location=" + withoutPassword(location) + ", retries=" + retries
            + ", retryInterval=" + retryInterval + ", startTime=" + startTime + ", stopTime=" + stopTime + "]";
    }
}
