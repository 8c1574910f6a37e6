package io.holdfast.store;

/**
 * How much waits in an outbox.
 *
 * @param messages their number
 * @param bytes the length of their payloads in UTF-8
 */
public record OutboxSize(int messages, long bytes) { }
