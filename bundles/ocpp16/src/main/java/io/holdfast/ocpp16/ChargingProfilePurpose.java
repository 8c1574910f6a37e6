package io.holdfast.ocpp16;

/** What a charging profile limits. */
public enum ChargingProfilePurpose implements WireName {
    CHARGE_POINT_MAX_PROFILE("ChargePointMaxProfile"), TX_DEFAULT_PROFILE("TxDefaultProfile"), TX_PROFILE("TxProfile");

    private final String wire;

    ChargingProfilePurpose(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }
}
