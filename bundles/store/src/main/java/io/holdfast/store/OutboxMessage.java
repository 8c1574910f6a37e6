package io.holdfast.store;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A message that must reach the CSMS.
 *
 * @param kind what it is to its transaction
 * @param transaction our own name of the transaction, unique for ever; empty for a meter value outside any transaction
 * @param subprotocol the version in whose words the payload is
 * @param action the OCPP action
 * @param payload the request's payload as JSON; the CSMS's transaction id in it is filled in when it is sent
 * @param clockSince empty if its times are true; otherwise where the clock began that stamped it, and nobody had told that
 *        clock the true time yet: its times are corrected when it is sent
 */
public record OutboxMessage(MessageKind kind, Optional<String> transaction, String subprotocol, String action, String payload,
        Optional<Instant> clockSince) {
    public OutboxMessage {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(transaction, "transaction");
        Objects.requireNonNull(subprotocol, "subprotocol");
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(payload, "payload");
        Objects.requireNonNull(clockSince, "clockSince");
        if (kind != MessageKind.METER && transaction.isEmpty()) {
            throw new IllegalArgumentException(kind + " without a transaction");
        }
    }

    /** A message whose times are true. */
    public OutboxMessage(MessageKind kind, Optional<String> transaction, String subprotocol, String action, String payload) {
        this(kind, transaction, subprotocol, action, payload, Optional.empty());
    }
}
