package io.holdfast.store;

import java.time.Instant;
import java.util.Optional;

/**
 * The record of meter values that were dropped because the outbox had reached its bound.
 *
 * @param transaction whose they were; empty for those outside any transaction, and for those of transactions so long ago
 *        that their records have been added up
 * @param messages how many
 * @param bytes the length of their payloads in UTF-8
 * @param firstAt when the first of them was dropped, by the store's clock
 * @param lastAt when the last of them was dropped
 */
public record Dropped(Optional<String> transaction, int messages, long bytes, Instant firstAt, Instant lastAt) { }
