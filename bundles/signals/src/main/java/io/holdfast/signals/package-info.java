/**
 * The vocabulary of what Holdfast tells the world: {@link io.holdfast.signals.Topics}, the names of the
 * {@link io.holdfast.signals.SignalProperties}, a factory for each kind of signal, and the
 * {@link io.holdfast.signals.SignalPublisher} that numbers them and posts them to EventAdmin in order.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package io.holdfast.signals;
