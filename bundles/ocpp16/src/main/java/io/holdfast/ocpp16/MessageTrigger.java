package io.holdfast.ocpp16;

/** The message that a TriggerMessage asks for. */
public enum MessageTrigger implements WireName {
    BOOT_NOTIFICATION("BootNotification"), DIAGNOSTICS_STATUS_NOTIFICATION("DiagnosticsStatusNotification"),
    FIRMWARE_STATUS_NOTIFICATION("FirmwareStatusNotification"), HEARTBEAT("Heartbeat"), METER_VALUES("MeterValues"),
    STATUS_NOTIFICATION("StatusNotification");

    private final String wire;

    MessageTrigger(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }
}
