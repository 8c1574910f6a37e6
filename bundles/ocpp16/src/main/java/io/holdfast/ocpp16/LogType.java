package io.holdfast.ocpp16;

/** The log that is asked for. */
public enum LogType implements WireName {
    DIAGNOSTICS_LOG("DiagnosticsLog"), SECURITY_LOG("SecurityLog");

    private final String wire;

    LogType(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }
}
