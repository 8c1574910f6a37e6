package io.holdfast.store;

/** What a queued message is to its transaction. */
public enum MessageKind { START, METER, STOP }
