/**
 * What a charge point does on top of its client: {@link io.holdfast.chargepoint.ChargePoint} shows its connectors,
 * transactions and configuration keys, takes the orders of somebody who stands in front of it, and calls the CSMS. Other bundles answer the
 * CSMS's calls with services: {@link io.holdfast.chargepoint.ActionHandler} and {@link io.holdfast.chargepoint.DataTransferHandler}.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.1.0")
package io.holdfast.chargepoint;
