package io.holdfast.client.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * The keys of {@code io.holdfast.chargepoint-<name>.cfg}. Any further key that is the name of an OCPP configuration key
 * presets it, until the CSMS changes it.
 */
@ObjectClassDefinition(name = "Charge point", description = "One charge point: how it reaches its CSMS, and the chargers behind its connectors")
public @interface Config {
    @AttributeDefinition(description = "Names the charge point in this gateway: shell, signals, store. Default empty: the identity")
    String chargepoint_id() default "";

    @AttributeDefinition(description = "Names the charge point to the CSMS, 1 to 48 characters without a colon; the last part of the URL that is dialled; required")
    String identity() default "";

    @AttributeDefinition(description = "Address of the CSMS without the identity, ws:// or wss://; several in order of priority, separated by commas; required")
    String csms_url() default "";

    @AttributeDefinition(description = "OCPP connectors and the chargers behind them: connector=charger.id:connector of the charger, separated by commas, for example 1=garage:1, 2=garage:2; required")
    String connectors() default "";

    @AttributeDefinition(description = "Secret of HTTP Basic authentication, 32 to 40 hexadecimal digits as OCPP 1.6 has it; default empty: none is sent. Take it from $[env:…] or $[secret:…]")
    String AuthorizationKey() default "";

    @AttributeDefinition(description = "chargePointVendor of BootNotification, 1 to 20 characters")
    String chargePointVendor() default "Holdfast";

    @AttributeDefinition(description = "chargePointModel of BootNotification, 1 to 20 characters")
    String chargePointModel() default "Gateway";

    @AttributeDefinition(description = "chargePointSerialNumber of BootNotification, at most 25 characters; default empty: none is sent")
    String chargePointSerialNumber() default "";

    @AttributeDefinition(description = "firmwareVersion of BootNotification, at most 50 characters; default empty: the version of this software")
    String firmwareVersion() default "";

    @AttributeDefinition(description = "OSGi filter of the transport to use, for example (transport.name=jdk); of several the one with the highest ranking. Default (transport.name=*): any")
    String transport_target() default "(transport.name=*)";

    @AttributeDefinition(description = "Whether the shell and other local users may connect, disconnect, drop, hold off and tell of the link; default true")
    boolean ExternalConnectionControlEnabled() default true;

    @AttributeDefinition(description = "Time in s over DNS, TCP, TLS and the WebSocket upgrade together, 1 to 300; default 30")
    int openTimeout() default 30;

    @AttributeDefinition(description = "HTTP proxy that is asked for a tunnel to the CSMS; default empty: the CSMS is dialled itself")
    String proxy_host() default "";

    @AttributeDefinition(description = "TCP port of the proxy, 1 to 65535; default 8080")
    int proxy_port() default 8080;

    @AttributeDefinition(description = "User at the proxy, without a colon; default empty: no credentials are sent to it")
    String proxy_user() default "";

    @AttributeDefinition(description = "Password at the proxy. Take it from $[env:…] or $[secret:…]")
    String proxy_password() default "";

    @AttributeDefinition(description = "First wait in s before a new attempt, doubled with each, 1 to 86400; default 10")
    int RetryBackOffWaitMinimum() default 10;

    @AttributeDefinition(description = "Random part in s added to each wait, 0 to 86400; default 10")
    int RetryBackOffRandomRange() default 10;

    @AttributeDefinition(description = "How often the wait is doubled, 0 to 20; default 5")
    int RetryBackOffRepeatTimes() default 5;

    @AttributeDefinition(description = "Failed attempts before the next address in csms.url is tried, 1 to 1000; default 3")
    int NetworkProfileConnectionAttempts() default 3;

    @AttributeDefinition(description = "The first attempt after start comes at a random moment within this many s, so that a street does not dial at once after a power cut, 0 to 3600; default 0")
    int initialSpread() default 0;

    @AttributeDefinition(description = "The first attempt after a change of the transport comes at a random moment within this many s, for a gateway with many charge points, 0 to 300; default 0")
    int swapSpread() default 0;

    @AttributeDefinition(description = "Time in s between our WebSocket pings, 0 to 86400, 0 sends none; default 30")
    int WebSocketPingInterval() default 30;

    @AttributeDefinition(description = "Silence in s after a ping that means a dead connection, 1 to 300; default 10")
    int pongTimeout() default 10;

    @AttributeDefinition(description = "Silence in s after which a Heartbeat is sent, 0 to 86400, until the CSMS names its interval; default 300")
    int HeartbeatInterval() default 300;

    @AttributeDefinition(description = "Time in s that an answer of the CSMS may take, 1 to 3600; default 30")
    int MessageTimeout() default 30;

    @AttributeDefinition(description = "Transmissions of a transaction message before it is given up if the CSMS reports an error each time, 0 to 1000; default 3")
    int TransactionMessageAttempts() default 3;

    @AttributeDefinition(description = "Wait in s before a failed transaction message is sent again, times the transmissions so far, 0 to 86400; default 60")
    int TransactionMessageRetryInterval() default 60;

    @AttributeDefinition(description = "Charge although the start of the transaction can't be stored, for example because the disk is full; a power cut then loses the transaction. Default false: it is refused")
    boolean chargeWithoutStore() default false;

    @AttributeDefinition(description = "Longest message in bytes that is taken from the CSMS, 1024 to 16777216; default 262144")
    int maxMessageBytes() default 262_144;

    @AttributeDefinition(description = "Accept a CSMS that names no subprotocol in its answer to the upgrade; default false")
    boolean subprotocolOptional() default false;
}
