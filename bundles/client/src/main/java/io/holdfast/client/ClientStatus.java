package io.holdfast.client;

import io.holdfast.reconnect.ReconnectStatus;
import io.holdfast.session.SessionStatus;
import io.holdfast.store.OutboxSize;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is known of a client at one moment.
 *
 * @param demand whether a connection is wanted, and if not, why
 * @param outbox what waits for delivery; empty while the store can't be read
 * @param outboxRetry when the outbox tries again what has failed, where it waits
 * @param deadLetters how many messages were given up and not dealt with since; empty until the store has been read
 * @param sequence the signals up to this number are in it
 */
public record ClientStatus(Demand demand, ReconnectStatus connection, SessionStatus session, Optional<OutboxSize> outbox,
        Optional<Instant> outboxRetry, OptionalInt deadLetters, long sequence) { }
