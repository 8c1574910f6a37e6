package io.holdfast.store;

import java.time.Instant;

/**
 * A message that was given up.
 *
 * @param number its place in the outbox when it was there
 * @param attempts transmissions whose failure was counted before it was given up; the one that made it be given up comes on top
 * @param reason why it was given up, for people
 * @param buriedAt when, by the store's clock
 */
public record DeadLetter(long number, OutboxMessage message, int attempts, String reason, Instant buriedAt) { }
