package io.holdfast.charger;

/** How far a fault reaches. */
public enum Severity { WARNING, CONNECTOR_INOPERATIVE, STATION_INOPERATIVE }
