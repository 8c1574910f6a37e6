package io.holdfast.ocpp16;

/** The state of a connector (OCPP 1.6 §4.9); connector 0 has only Available, Unavailable and Faulted. */
public enum ChargePointStatus implements WireName {
    AVAILABLE("Available"), PREPARING("Preparing"), CHARGING("Charging"), SUSPENDED_EVSE("SuspendedEVSE"), SUSPENDED_EV("SuspendedEV"),
    FINISHING("Finishing"), RESERVED("Reserved"), UNAVAILABLE("Unavailable"), FAULTED("Faulted");

    private final String wire;

    ChargePointStatus(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }
}
