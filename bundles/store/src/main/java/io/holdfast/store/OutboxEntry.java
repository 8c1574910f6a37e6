package io.holdfast.store;

import java.util.OptionalInt;

/**
 * A message in the outbox.
 *
 * @param number its place: the outbox is sent in rising order
 * @param attempts transmissions so far whose failure the CSMS reported
 * @param transactionId the id that the CSMS gave its transaction, if the answer that carries it has come
 */
public record OutboxEntry(long number, OutboxMessage message, int attempts, OptionalInt transactionId) { }
