/**
 * What a charge point does on top of its client: {@link io.holdfast.chargepoint.ChargePoint} shows its connectors,
 * transactions and configuration keys, and takes the orders of somebody who stands in front of it.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package io.holdfast.chargepoint;
