/**
 * Keeps one charge point connected: {@link io.holdfast.reconnect.ReconnectGlue} actuates and is asked,
 * {@link io.holdfast.reconnect.ReconnectSignals} tell what happens to the connection. The policy behind them is pure and
 * internal.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package io.holdfast.reconnect;
