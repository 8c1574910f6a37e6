package io.holdfast.ocpp16;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The actions of OCPP 1.6 and of its security extension. */
public enum Ocpp16Action implements WireName {
    AUTHORIZE("Authorize", Sender.CHARGE_POINT),
    BOOT_NOTIFICATION("BootNotification", Sender.CHARGE_POINT),
    CHANGE_AVAILABILITY("ChangeAvailability", Sender.CENTRAL_SYSTEM),
    CHANGE_CONFIGURATION("ChangeConfiguration", Sender.CENTRAL_SYSTEM),
    CLEAR_CACHE("ClearCache", Sender.CENTRAL_SYSTEM),
    DATA_TRANSFER("DataTransfer", Sender.BOTH),
    GET_CONFIGURATION("GetConfiguration", Sender.CENTRAL_SYSTEM),
    HEARTBEAT("Heartbeat", Sender.CHARGE_POINT),
    METER_VALUES("MeterValues", Sender.CHARGE_POINT),
    REMOTE_START_TRANSACTION("RemoteStartTransaction", Sender.CENTRAL_SYSTEM),
    REMOTE_STOP_TRANSACTION("RemoteStopTransaction", Sender.CENTRAL_SYSTEM),
    RESET("Reset", Sender.CENTRAL_SYSTEM),
    START_TRANSACTION("StartTransaction", Sender.CHARGE_POINT),
    STATUS_NOTIFICATION("StatusNotification", Sender.CHARGE_POINT),
    STOP_TRANSACTION("StopTransaction", Sender.CHARGE_POINT),
    UNLOCK_CONNECTOR("UnlockConnector", Sender.CENTRAL_SYSTEM),
    TRIGGER_MESSAGE("TriggerMessage", Sender.CENTRAL_SYSTEM),
    DIAGNOSTICS_STATUS_NOTIFICATION("DiagnosticsStatusNotification", Sender.CHARGE_POINT),
    FIRMWARE_STATUS_NOTIFICATION("FirmwareStatusNotification", Sender.CHARGE_POINT),
    GET_DIAGNOSTICS("GetDiagnostics", Sender.CENTRAL_SYSTEM),
    UPDATE_FIRMWARE("UpdateFirmware", Sender.CENTRAL_SYSTEM),
    GET_LOCAL_LIST_VERSION("GetLocalListVersion", Sender.CENTRAL_SYSTEM),
    SEND_LOCAL_LIST("SendLocalList", Sender.CENTRAL_SYSTEM),
    CANCEL_RESERVATION("CancelReservation", Sender.CENTRAL_SYSTEM),
    RESERVE_NOW("ReserveNow", Sender.CENTRAL_SYSTEM),
    CLEAR_CHARGING_PROFILE("ClearChargingProfile", Sender.CENTRAL_SYSTEM),
    GET_COMPOSITE_SCHEDULE("GetCompositeSchedule", Sender.CENTRAL_SYSTEM),
    SET_CHARGING_PROFILE("SetChargingProfile", Sender.CENTRAL_SYSTEM),
    CERTIFICATE_SIGNED("CertificateSigned", Sender.CENTRAL_SYSTEM),
    DELETE_CERTIFICATE("DeleteCertificate", Sender.CENTRAL_SYSTEM),
    EXTENDED_TRIGGER_MESSAGE("ExtendedTriggerMessage", Sender.CENTRAL_SYSTEM),
    GET_INSTALLED_CERTIFICATE_IDS("GetInstalledCertificateIds", Sender.CENTRAL_SYSTEM),
    GET_LOG("GetLog", Sender.CENTRAL_SYSTEM),
    INSTALL_CERTIFICATE("InstallCertificate", Sender.CENTRAL_SYSTEM),
    LOG_STATUS_NOTIFICATION("LogStatusNotification", Sender.CHARGE_POINT),
    SECURITY_EVENT_NOTIFICATION("SecurityEventNotification", Sender.CHARGE_POINT),
    SIGN_CERTIFICATE("SignCertificate", Sender.CHARGE_POINT),
    SIGNED_FIRMWARE_STATUS_NOTIFICATION("SignedFirmwareStatusNotification", Sender.CHARGE_POINT),
    SIGNED_UPDATE_FIRMWARE("SignedUpdateFirmware", Sender.CENTRAL_SYSTEM);

    /** Who sends the requests of an action. */
    public enum Sender { CHARGE_POINT, CENTRAL_SYSTEM, BOTH }

    private static final Map<String, Ocpp16Action> BY_WIRE = new HashMap<>();

    static {
        for (Ocpp16Action action : values()) {
            BY_WIRE.put(action.wire, action);
        }
    }

    private final String wire;
    private final Sender sentBy;

    Ocpp16Action(String wire, Sender sentBy) {
        this.wire = wire;
        this.sentBy = sentBy;
    }

    /** The action of this name, for example {@code BootNotification}; case matters. */
    public static Optional<Ocpp16Action> of(String wire) {
        return Optional.ofNullable(BY_WIRE.get(wire));
    }

    @Override
    public String wire() {
        return wire;
    }

    public Sender sentBy() {
        return sentBy;
    }

    public boolean isSentByChargePoint() {
        return sentBy != Sender.CENTRAL_SYSTEM;
    }

    public boolean isSentByCentralSystem() {
        return sentBy != Sender.CHARGE_POINT;
    }
}
