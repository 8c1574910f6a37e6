package io.holdfast.ocpp16;

/** The message that an ExtendedTriggerMessage asks for. */
public enum ExtendedMessageTrigger implements WireName {
    BOOT_NOTIFICATION("BootNotification"), LOG_STATUS_NOTIFICATION("LogStatusNotification"),
    FIRMWARE_STATUS_NOTIFICATION("FirmwareStatusNotification"), HEARTBEAT("Heartbeat"), METER_VALUES("MeterValues"),
    SIGN_CHARGE_POINT_CERTIFICATE("SignChargePointCertificate"), STATUS_NOTIFICATION("StatusNotification");

    private final String wire;

    ExtendedMessageTrigger(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }
}
