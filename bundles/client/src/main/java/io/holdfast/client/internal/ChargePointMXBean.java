package io.holdfast.client.internal;

import java.util.Date;
import java.util.Map;

/**
 * A charge point's client for JMX, named {@code io.holdfast:type=ChargePoint,id="…"}. Null is what is not known or not the case.
 * The operations return at once and are refused while {@code ExternalConnectionControlEnabled} is false.
 */
public interface ChargePointMXBean {
    String getIdentity();

    /** One of {@link io.holdfast.reconnect.ConnectionState}. */
    String getState();

    Date getStateSince();

    Date getOfflineSince();

    /** Why it is not online, when that may change and what to do. */
    String getWhy();

    /** The CSMS that is dialled or connected, without user info and query. */
    String getEndpoint();

    String getTransport();

    Date getNextAttempt();

    /** {@code ACCEPTED}, {@code PENDING} or {@code REJECTED}. */
    String getRegistration();

    long getAttempts();

    long getConnections();

    /** Failed attempts by their cause. */
    Map<String, Long> getFailures();

    int getFailedAttemptsInARow();

    String getLastFailure();

    String getLastClose();

    Long getLastReconnectMillis();

    Long getLastTimeToOnlineMillis();

    long getConnectedTotalSeconds();

    Long getConnectedNowSeconds();

    Integer getOutboxMessages();

    Long getOutboxBytes();

    /** How many messages were given up: to be queued again or discarded by people. */
    Integer getDeadLetters();

    void connect();

    void disconnect();

    void drop();
}
