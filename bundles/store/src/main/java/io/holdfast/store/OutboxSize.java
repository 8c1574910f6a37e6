package io.holdfast.store;

/** How much waits in an outbox. */
public record OutboxSize(int messages, long bytes) { }
