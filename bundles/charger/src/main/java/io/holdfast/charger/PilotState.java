package io.holdfast.charger;

/** State of the control pilot (IEC 61851-1 table A.2). */
public enum PilotState {
    /** No vehicle. */
    A,
    /** Vehicle connected, not ready. */
    B,
    /** Vehicle ready to charge. */
    C,
    /** Vehicle ready to charge, wants ventilation. */
    D,
    /** Fault: no power or a short circuit at the pilot. */
    E,
    /** The charger is not available. */
    F;

    /** Whether a vehicle is connected. */
    public boolean vehicleConnected() {
        return this == B || this == C || this == D;
    }

    /** Whether the vehicle asks for energy. */
    public boolean vehicleReady() {
        return this == C || this == D;
    }
}
