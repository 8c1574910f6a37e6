package io.holdfast.charger;

/**
 * What a connector is.
 *
 * @param number counts from 1
 * @param tethered the cable is fixed to the charger, so there is no lock to open
 * @param phases 1 or 3
 * @param maxAmperes per phase
 */
public record ConnectorInfo(int number, boolean tethered, int phases, double maxAmperes) { }
