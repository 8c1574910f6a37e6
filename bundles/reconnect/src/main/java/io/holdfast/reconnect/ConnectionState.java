package io.holdfast.reconnect;

/** Where a charge point's connection stands. */
public enum ConnectionState {
    /** Nobody wants a connection. */
    STOPPED,
    /** Wanted, but there is no transport to dial with. */
    NO_TRANSPORT,
    /** Wanted, but held off by command. */
    HELD,
    /** Wanted, but whoever watches the network says that its link is down. */
    LINK_DOWN,
    /** Waiting for the next attempt. */
    BACKOFF,
    /** An attempt is under way. */
    CONNECTING,
    /** The socket is open and the subprotocol agreed; only BootNotification may be sent, if one is owed. */
    CONNECTED,
    /** Anything may be sent. */
    ONLINE,
    /** Open calls get their time before the connection is closed for another transport. */
    DRAINING,
    /** The closing handshake is under way. */
    CLOSING
}
