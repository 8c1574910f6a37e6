package io.holdfast.store;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

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
 * @param parentIdTag the group of who started it, if the CSMS has told it
 * @param supplyWithheld whether it gets no energy, because the CSMS does not accept who started it
 * @param stop why it is to end, if that is decided
 */
public record RunningTransaction(String transaction, int connectorId, String idTag, Instant startedAt, long meterStartWh,
        long meterWh, Instant meterAt, Optional<String> parentIdTag, boolean supplyWithheld, Optional<Stop> stop) {
    /**
     * Why a transaction is to end.
     *
     * @param reason in OCPP's words
     * @param idTag who wants it to
     */
    public record Stop(String reason, Optional<String> idTag) { }

    public RunningTransaction {
        Objects.requireNonNull(transaction, "transaction");
        Objects.requireNonNull(idTag, "idTag");
        Objects.requireNonNull(startedAt, "startedAt");
        Objects.requireNonNull(meterAt, "meterAt");
        Objects.requireNonNull(parentIdTag, "parentIdTag");
        Objects.requireNonNull(stop, "stop");
    }

    /** One of which nothing more is known. */
    public RunningTransaction(String transaction, int connectorId, String idTag, Instant startedAt, long meterStartWh,
            long meterWh, Instant meterAt) {
        this(transaction, connectorId, idTag, startedAt, meterStartWh, meterWh, meterAt, Optional.empty(), false, Optional.empty());
    }

    public RunningTransaction withMeter(long wh, Instant at) {
        return new RunningTransaction(transaction, connectorId, idTag, startedAt, meterStartWh, wh, at, parentIdTag, supplyWithheld, stop);
    }
}
