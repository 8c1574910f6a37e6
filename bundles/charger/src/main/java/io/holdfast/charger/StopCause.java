package io.holdfast.charger;

/** Who or what at the charger asked for the end of charging. */
public enum StopCause { LOCAL_BUTTON, EMERGENCY_STOP, DEVICE_DEAUTHORIZED }
