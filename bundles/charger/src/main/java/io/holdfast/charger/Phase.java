package io.holdfast.charger;

/** Where a value was measured: one phase, or all together. */
public enum Phase { ALL, L1, L2, L3, N }
