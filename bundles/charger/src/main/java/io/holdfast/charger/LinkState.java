package io.holdfast.charger;

/** The link between the gateway and a charger. */
public enum LinkState { CONNECTING, UP, DOWN }
