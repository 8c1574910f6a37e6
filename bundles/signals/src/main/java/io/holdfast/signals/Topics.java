package io.holdfast.signals;

import java.util.List;

/** The topics of EventAdmin on which signals are posted. */
public final class Topics {
    /** Matches every topic, in a handler's {@code event.topics}. */
    public static final String EVERYTHING = "io/holdfast/*";

    /** An attempt has begun: TCP, TLS, WebSocket upgrade. */
    public static final String CONNECTING = "io/holdfast/connection/CONNECTING";
    /** The socket is open and the subprotocol was agreed. */
    public static final String CONNECTED = "io/holdfast/connection/CONNECTED";
    /** Connected, and the CSMS's last registration answer was Accepted. */
    public static final String ONLINE = "io/holdfast/connection/ONLINE";
    /** The socket has ended. */
    public static final String CLOSED = "io/holdfast/connection/CLOSED";
    /** Not online any more. */
    public static final String OFFLINE = "io/holdfast/connection/OFFLINE";
    /** An attempt ended before connected. */
    public static final String FAILED = "io/holdfast/connection/FAILED";
    /** Waiting for the next attempt. */
    public static final String BACKOFF = "io/holdfast/connection/BACKOFF";
    /** Held off by command. */
    public static final String HELD = "io/holdfast/connection/HELD";
    /** There is no transport to dial with. */
    public static final String NO_TRANSPORT = "io/holdfast/connection/NO_TRANSPORT";
    /** From now on another transport is dialled with. */
    public static final String TRANSPORT_CHANGED = "io/holdfast/connection/TRANSPORT_CHANGED";
    /** Nobody wants a connection now. */
    public static final String STOPPED = "io/holdfast/connection/STOPPED";

    /** BootNotification was answered Accepted. */
    public static final String BOOT_ACCEPTED = "io/holdfast/session/BOOT_ACCEPTED";
    /** BootNotification was answered Pending. */
    public static final String BOOT_PENDING = "io/holdfast/session/BOOT_PENDING";
    /** BootNotification was answered Rejected. */
    public static final String BOOT_REJECTED = "io/holdfast/session/BOOT_REJECTED";
    /** A heartbeat was answered. */
    public static final String HEARTBEAT = "io/holdfast/session/HEARTBEAT";
    /** A CALL of ours got no CALLRESULT. */
    public static final String CALL_FAILED = "io/holdfast/session/CALL_FAILED";

    /** A transaction message is durable and waits for its delivery. */
    public static final String QUEUED = "io/holdfast/outbox/QUEUED";
    /** A transaction message was answered, and that is durable. */
    public static final String DELIVERED = "io/holdfast/outbox/DELIVERED";
    /** A transaction message was given up. */
    public static final String DEAD_LETTERED = "io/holdfast/outbox/DEAD_LETTERED";
    /** A dead letter was discarded by people. */
    public static final String DISCARDED = "io/holdfast/outbox/DISCARDED";
    /** Meter values were dropped, because the outbox had reached its bound. */
    public static final String DROPPED = "io/holdfast/outbox/DROPPED";
    /** No transaction message waits any more. */
    public static final String DRAINED = "io/holdfast/outbox/DRAINED";

    /** The store can no longer be written, for example because the disk is full. */
    public static final String STORE_DEGRADED = "io/holdfast/store/DEGRADED";
    /** The store can be written again. */
    public static final String STORE_RECOVERED = "io/holdfast/store/RECOVERED";

    /** A connector's OCPP status changed. */
    public static final String CONNECTOR_STATUS = "io/holdfast/connector/STATUS";

    /** A transaction has begun. */
    public static final String TRANSACTION_STARTED = "io/holdfast/transaction/STARTED";
    /** A transaction has ended. */
    public static final String TRANSACTION_STOPPED = "io/holdfast/transaction/STOPPED";

    /** The link between the gateway and a charger changed. */
    public static final String CHARGER_LINK = "io/holdfast/charger/LINK";
    /** A fault of a charger began or ended. */
    public static final String CHARGER_FAULT = "io/holdfast/charger/FAULT";

    /** Every topic there is. */
    public static final List<String> ALL = List.of(
        CONNECTING, CONNECTED, ONLINE, CLOSED, OFFLINE, FAILED, BACKOFF, HELD, NO_TRANSPORT, TRANSPORT_CHANGED, STOPPED,
        BOOT_ACCEPTED, BOOT_PENDING, BOOT_REJECTED, HEARTBEAT, CALL_FAILED,
        QUEUED, DELIVERED, DEAD_LETTERED, DISCARDED, DROPPED, DRAINED, STORE_DEGRADED, STORE_RECOVERED,
        CONNECTOR_STATUS, TRANSACTION_STARTED, TRANSACTION_STOPPED, CHARGER_LINK, CHARGER_FAULT);

    private Topics() { }
}
