package io.holdfast.client;

import io.holdfast.reconnect.ReconnectStatus;
import io.holdfast.session.SessionStatus;
import io.holdfast.store.OutboxSize;
import java.util.Optional;

/**
 * What is known of a client at one moment.
 *
 * @param outbox what waits for delivery; empty while the store can't be read
 * @param sequence the signals up to this number are in it
 */
public record ClientStatus(ReconnectStatus connection, SessionStatus session, Optional<OutboxSize> outbox, long sequence) { }
