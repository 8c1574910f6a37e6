package io.holdfast.ocpp16;

/** What became of a change of configuration. */
public enum ConfigurationStatus implements WireName {
    ACCEPTED("Accepted"), REJECTED("Rejected"), REBOOT_REQUIRED("RebootRequired"), NOT_SUPPORTED("NotSupported");

    private final String wire;

    ConfigurationStatus(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }
}
