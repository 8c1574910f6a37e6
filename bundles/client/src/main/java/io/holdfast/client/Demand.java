package io.holdfast.client;

/** Whether a connection is wanted, and if not, why. */
public enum Demand {
    /** No {@link Application} is attached. */
    NO_APPLICATION,
    /** The application reads what the store holds of it. */
    LOADING,
    WANTED,
    /** Somebody has called {@link ChargePointClient#disconnect()}. */
    DISCONNECTED
}
