package io.holdfast.store;

import java.time.Instant;

/** A message that was given up. */
public record DeadLetter(long number, OutboxMessage message, int attempts, String reason, Instant buriedAt) { }
