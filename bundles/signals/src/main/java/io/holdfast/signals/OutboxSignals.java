package io.holdfast.signals;

import static io.holdfast.signals.SignalProperties.ACTION;
import static io.holdfast.signals.SignalProperties.BYTES;
import static io.holdfast.signals.SignalProperties.FAILED_ATTEMPTS;
import static io.holdfast.signals.SignalProperties.KIND;
import static io.holdfast.signals.SignalProperties.MESSAGES;
import static io.holdfast.signals.SignalProperties.NUMBER;
import static io.holdfast.signals.SignalProperties.REASON;
import static io.holdfast.signals.SignalProperties.TRANSACTION;

import java.util.Optional;

/** What happens to a charge point's transaction messages. */
public final class OutboxSignals {
    private OutboxSignals() { }

    /**
     * A message is durable.
     *
     * @param number its place in the outbox
     * @param kind {@code START}, {@code METER} or {@code STOP}
     * @param transaction our own name of the transaction; empty for a meter value outside any
     */
    public static Signal queued(String chargePointId, long generation, long number, String action, String kind,
            Optional<String> transaction) {
        return message(Topics.QUEUED, chargePointId, generation, number, action, kind, transaction).done();
    }

    /** A message was answered, and that is durable. */
    public static Signal delivered(String chargePointId, long generation, long number, String action, String kind,
            Optional<String> transaction) {
        return message(Topics.DELIVERED, chargePointId, generation, number, action, kind, transaction).done();
    }

    /**
     * A message was given up.
     *
     * @param failedAttempts how often it was transmitted
     */
    public static Signal deadLettered(String chargePointId, long generation, long number, String action, String kind,
            Optional<String> transaction, int failedAttempts, String reason) {
        return message(Topics.DEAD_LETTERED, chargePointId, generation, number, action, kind, transaction)
            .with(FAILED_ATTEMPTS, failedAttempts).with(REASON, reason).done();
    }

    /** A dead letter was discarded by people. */
    public static Signal discarded(String chargePointId, long generation, long number, String action, String kind,
            Optional<String> transaction) {
        return message(Topics.DISCARDED, chargePointId, generation, number, action, kind, transaction).done();
    }

    /**
     * Meter values were dropped to make room.
     *
     * @param transaction whose they were; empty for those outside any
     * @param bytes the length of their payloads in UTF-8
     */
    public static Signal dropped(String chargePointId, long generation, Optional<String> transaction, int messages, long bytes) {
        return Signal.ofChargePoint(Topics.DROPPED, chargePointId, generation)
            .with(TRANSACTION, transaction).with(MESSAGES, messages).with(BYTES, bytes).done();
    }

    /** No message waits any more. */
    public static Signal drained(String chargePointId, long generation) {
        return Signal.ofChargePoint(Topics.DRAINED, chargePointId, generation).done();
    }

    private static Signal.Draft message(String topic, String chargePointId, long generation, long number, String action,
            String kind, Optional<String> transaction) {
        return Signal.ofChargePoint(topic, chargePointId, generation)
            .with(NUMBER, number).with(ACTION, action).with(KIND, kind).with(TRANSACTION, transaction);
    }
}
