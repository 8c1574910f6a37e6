/**
 * OCPP-J whatever the version: calls and their outcomes, registration, heartbeat. A version's messages come from a
 * {@link io.holdfast.session.Codec}; queued messages from a {@link io.holdfast.session.MessageSource}.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package io.holdfast.session;
