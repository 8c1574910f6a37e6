package io.holdfast.ocpp16;

import static io.holdfast.ocpp16.internal.Rules.text;
import static io.holdfast.ocpp16.internal.Rules.time;
import static io.holdfast.ocpp16.internal.Secrets.withoutPassword;

import java.time.Instant;
import java.util.Optional;

/**
 * Signed firmware and where to get it.
 *
 * @param location may contain a password
 * @param retrieveDateTime not to be fetched before
 * @param signingCertificate PEM
 * @param signature Base64
 * @param installDateTime not to be installed before
 */
public record Firmware(
        String location, Instant retrieveDateTime, String signingCertificate, String signature, Optional<Instant> installDateTime) {
    public Firmware {
        text("Firmware location", location, 512);
        retrieveDateTime = time("Firmware retrieveDateTime", retrieveDateTime);
        text("Firmware signingCertificate", signingCertificate, 5500);
        text("Firmware signature", signature, 800);
        installDateTime = time("Firmware installDateTime", installDateTime);
    }

    /** Without the password that the address may contain. */
    @Override
    public String toString() {
        return "Firmware[location=" + withoutPassword(location) + ", retrieveDateTime=" + retrieveDateTime
            + ", signingCertificate=" + signingCertificate + ", signature=" + signature + ", installDateTime=" + installDateTime + "]";
    }
}
