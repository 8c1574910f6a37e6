package io.holdfast.charger.simulator.internal;

import java.nio.file.Path;

/**
 * What a simulated charger is.
 *
 * @param directory of the file that holds its state
 */
record ChargerSettings(String id, int connectors, boolean tethered, Evse.Rating rating, Path directory) { }
