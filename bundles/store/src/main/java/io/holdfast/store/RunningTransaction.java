package io.holdfast.store;

import java.time.Instant;
import java.util.Objects;

/**
 * What must be known to end a transaction properly after a power cut.
 *
 * @param transaction our own name of it, unique for ever
 * @param connectorId the OCPP connector
 * @param idTag who started it
 * @param startedAt when
 * @param meterStartWh the meter register at its start
 * @param meterWh the meter register when last seen
 * @param meterAt when it was last seen
 */
public record RunningTransaction(String transaction, int connectorId, String idTag, Instant startedAt, long meterStartWh,
        long meterWh, Instant meterAt) {
    public RunningTransaction {
        Objects.requireNonNull(transaction, "transaction");
        Objects.requireNonNull(idTag, "idTag");
        Objects.requireNonNull(startedAt, "startedAt");
        Objects.requireNonNull(meterAt, "meterAt");
    }

    public RunningTransaction withMeter(long wh, Instant at) {
        return new RunningTransaction(transaction, connectorId, idTag, startedAt, meterStartWh, wh, at);
    }
}
