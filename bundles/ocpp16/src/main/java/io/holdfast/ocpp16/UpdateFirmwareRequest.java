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
 * Fetch and install this firmware.
 *
 * @param location may contain a password
 * @param retrieveDate not to be fetched before
 * @param retryInterval whole seconds
 */
public record UpdateFirmwareRequest(
        URI location, Instant retrieveDate, OptionalInt retries,
        Optional<Duration> retryInterval) implements Request<UpdateFirmwareResponse> {
    public UpdateFirmwareRequest {
        absolute("UpdateFirmware.req location", location);
        retrieveDate = time("UpdateFirmware.req retrieveDate", retrieveDate);
        atLeast("UpdateFirmware.req retries", retries, 0);
        notNegative("UpdateFirmware.req retryInterval", retryInterval);
    }

    @Override
    public String action() {
        return "UpdateFirmware";
    }

    /** Without the password that the address may contain. */
    @Override
    public String toString() {
        return "UpdateFirmwareRequest[location=" + withoutPassword(location) + ", retrieveDate=" + retrieveDate + ", retries=" + retries
            + ", retryInterval=" + retryInterval + "]";
    }
}
