package io.holdfast.client;

/**
 * A configuration {@code io.holdfast.chargepoint-<name>.cfg} that is wrong; registered as an OSGi service until it is corrected
 * or deleted.
 *
 * @param pid of the configuration
 * @param why key, value and what is allowed
 */
public record RefusedConfiguration(String pid, String why) { }
