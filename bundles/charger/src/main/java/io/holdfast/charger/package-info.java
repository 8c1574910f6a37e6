/**
 * SPI towards charging hardware, at the level of a finished EVSE controller: IEC 61851 timing, RCD and weld detection
 * stay in the box. Units are A, V, W, Wh, °C and percent; power and energy into the vehicle are positive; a reading that
 * the device marks as absent is left out, never 0.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package io.holdfast.charger;
