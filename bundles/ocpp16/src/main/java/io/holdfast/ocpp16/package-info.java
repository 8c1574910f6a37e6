/**
 * The messages of OCPP 1.6 and of its security extension as immutable values that obey their message's rules: a value
 * that breaks one is an {@link java.lang.IllegalArgumentException} that names message, field and rule. Names are those
 * of OCPP. An optional field is an {@link java.util.Optional}; an optional list is empty where the message has none.
 * Times have milliseconds, durations whole seconds; what is finer is cut off from a time and refused in a duration.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package io.holdfast.ocpp16;
