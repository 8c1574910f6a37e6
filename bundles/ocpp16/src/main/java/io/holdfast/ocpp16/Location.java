package io.holdfast.ocpp16;

/** Where a value was measured. */
public enum Location implements WireName {
    CABLE("Cable"), EV("EV"), INLET("Inlet"), OUTLET("Outlet"), BODY("Body");

    private final String wire;

    Location(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }
}
