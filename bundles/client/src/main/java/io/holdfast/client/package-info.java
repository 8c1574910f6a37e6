/**
 * One charge point's client: {@link io.holdfast.client.ChargePointClient} owns the connection, the session and the
 * outbox; an {@link io.holdfast.client.Application} on top of it is the charge point itself.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package io.holdfast.client;
