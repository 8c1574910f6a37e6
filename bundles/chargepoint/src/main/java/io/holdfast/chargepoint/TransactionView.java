package io.holdfast.chargepoint;

import java.time.Instant;
import java.util.OptionalInt;

/**
 * A running transaction at one moment.
 *
 * @param transaction our own name of it, unique for ever
 * @param transactionId the CSMS's, once its answer has come
 * @param meterStartWh the meter register at its start
 * @param meterWh the meter register when last read
 */
public record TransactionView(String transaction, OptionalInt transactionId, String idTag, Instant startedAt,
        long meterStartWh, long meterWh) { }
