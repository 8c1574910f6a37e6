package io.holdfast.csms.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The keys of {@code io.holdfast.csms.cfg}. */
@ObjectClassDefinition(name = "Holdfast CSMS", description = "A small CSMS for OCPP 1.6 that accepts any charge point; for tests and demos")
public @interface Config {
    @AttributeDefinition(description = "Address to listen on; default 127.0.0.1, which only this machine reaches. There is neither "
        + "TLS nor a password")
    String host() default "127.0.0.1";

    @AttributeDefinition(description = "TCP port to listen on, 0 to 65535; default 8887, 0: any free one, the log tells which")
    int port() default 8887;

    @AttributeDefinition(description = "Time in s between heartbeats, told to charge points with an accepted BootNotification, 0 to 86400; "
        + "default 60, 0 leaves it to them")
    int heartbeatInterval() default 60;

    @AttributeDefinition(description = "Time in s from the last pong of a charge point to the next ping, 0 to 86400; "
        + "default 30, 0 sends no pings")
    int pingInterval() default 30;

    @AttributeDefinition(description = "Time in s that a charge point may take for a pong before it is dropped, 1 to 86400; default 10")
    int pingTimeout() default 10;

    @AttributeDefinition(description = "Time in s that a charge point may take to answer a CALL, 1 to 86400; default 30")
    int callTimeout() default 30;

    @AttributeDefinition(description = "How many frames are remembered per charge point, 1 to 1000000; default 1000")
    int logSize() default 1000;

    @AttributeDefinition(description = "idTags that are not accepted, each with its status Blocked, Expired, Invalid or ConcurrentTx, "
        + "for example LOST-1=Blocked,OLD-1=Expired; default empty: every idTag is accepted")
    String refusedIdTags() default "";
}
