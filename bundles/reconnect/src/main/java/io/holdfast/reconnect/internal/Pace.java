package io.holdfast.reconnect.internal;

/** When the next attempt begins if nothing stands in its way, from the least to the most pressing. */
enum Pace { AFTER_BACKOFF, AFTER_SWAP, AT_ONCE }
