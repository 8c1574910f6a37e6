package io.holdfast.charger;

/** One value of a meter. */
public record Reading(Quantity quantity, Phase phase, double value) { }
