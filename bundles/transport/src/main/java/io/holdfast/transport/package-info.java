/**
 * SPI of WebSocket transports: a {@link io.holdfast.transport.Transport} opens a
 * {@link io.holdfast.transport.Connection} to an {@link io.holdfast.transport.Endpoint} and tells a
 * {@link io.holdfast.transport.ConnectionListener} of it. Whoever implements it passes the contract suite in this
 * bundle's test-jar.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package io.holdfast.transport;
