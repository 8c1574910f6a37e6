package io.holdfast.client;

import java.time.Duration;

/**
 * The client's times and counts that the CSMS may change, each named as its OCPP key.
 *
 * @param heartbeatInterval {@code HeartbeatInterval}
 * @param messageTimeout {@code MessageTimeout}
 * @param webSocketPingInterval {@code WebSocketPingInterval}; zero sends no pings
 * @param transactionMessageAttempts {@code TransactionMessageAttempts}: transmissions in all before a message is given up
 * @param transactionMessageRetryInterval {@code TransactionMessageRetryInterval}: times the preceding transmissions
 */
public record ClientTiming(Duration heartbeatInterval, Duration messageTimeout, Duration webSocketPingInterval,
        int transactionMessageAttempts, Duration transactionMessageRetryInterval) { }
