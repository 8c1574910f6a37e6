/**
 * The Server of a test or a demo: a small CSMS for OCPP 1.6 that accepts any charge point, answers whatever it sends,
 * remembers every frame, and misbehaves when told to. Start one with {@link io.holdfast.csms.Csms#start}, or take the
 * service that the bundle registers where it is configured.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package io.holdfast.csms;
