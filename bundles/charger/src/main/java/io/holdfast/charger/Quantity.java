package io.holdfast.charger;

/** What a value is, with its unit. */
public enum Quantity { ENERGY_IMPORT_WH, POWER_IMPORT_W, CURRENT_IMPORT_A, VOLTAGE_V, TEMPERATURE_C, SOC_PERCENT }
