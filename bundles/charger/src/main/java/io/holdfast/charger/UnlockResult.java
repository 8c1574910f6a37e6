package io.holdfast.charger;

/** How an unlocking ended. */
public enum UnlockResult { UNLOCKED, FAILED, NOT_SUPPORTED }
