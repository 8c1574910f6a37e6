package io.holdfast.chargepoint.internal;

import io.holdfast.chargepoint.ConnectorStatus;
import io.holdfast.charger.DriverEvent.FaultRaised;
import io.holdfast.charger.FaultCode;
import io.holdfast.charger.Severity;
import io.holdfast.ocpp16.ChargePointErrorCode;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;

/**
 * What a StatusNotification says of a connector.
 *
 * @param info empty: nothing
 */
record ConnectorReport(ConnectorStatus status, ChargePointErrorCode errorCode, String info, Optional<String> vendorErrorCode) {
    private static final int MAX_TEXT = 50;
    /** OCPP 1.6 §7.6: with these alone EVCommunicationError may be sent. */
    private static final Set<ConnectorStatus> VEHICLE_IN_PLAY = Set.of(ConnectorStatus.PREPARING, ConnectorStatus.SUSPENDED_EV,
        ConnectorStatus.SUSPENDED_EVSE, ConnectorStatus.FINISHING);

    static ConnectorReport of(ConnectorStatus status) {
        return new ConnectorReport(status, ChargePointErrorCode.NO_ERROR, "", Optional.empty());
    }

    /** The connector's status with its worst fault; of two equally bad ones the older. */
    static ConnectorReport of(ConnectorStatus status, Connector connector, String info) {
        return connector.hardware().faults().stream().max(Comparator.comparing(FaultRaised::severity).thenComparing(
            Comparator.comparing(FaultRaised::at).reversed())).map(fault -> of(status, fault)).orElseGet(() ->
                status == ConnectorStatus.FAULTED
                    ? new ConnectorReport(status, ChargePointErrorCode.OTHER_ERROR, "Pilot in state E", Optional.empty())
                    : new ConnectorReport(status, ChargePointErrorCode.NO_ERROR, info, Optional.empty()));
    }

    private static ConnectorReport of(ConnectorStatus status, FaultRaised fault) {
        Optional<String> vendorErrorCode = fault.vendorCode().isEmpty() ? Optional.empty() : Optional.of(cut(fault.vendorCode()));
        return new ConnectorReport(status, errorCode(fault, status), cut(fault.detail()), vendorErrorCode);
    }

    private static ChargePointErrorCode errorCode(FaultRaised fault, ConnectorStatus status) {
        return switch (fault.code()) {
            case LOCK -> ChargePointErrorCode.CONNECTOR_LOCK_FAILURE;
            case GROUND_FAULT, RCD_SELFTEST, PE_MISSING -> ChargePointErrorCode.GROUND_FAILURE;
            case OVER_TEMPERATURE -> ChargePointErrorCode.HIGH_TEMPERATURE;
            case OVER_CURRENT -> ChargePointErrorCode.OVER_CURRENT_FAILURE;
            case OVER_VOLTAGE -> ChargePointErrorCode.OVER_VOLTAGE;
            case UNDER_VOLTAGE, POWER_SUPPLY -> ChargePointErrorCode.UNDER_VOLTAGE;
            case PILOT -> VEHICLE_IN_PLAY.contains(status)
                ? ChargePointErrorCode.EV_COMMUNICATION_ERROR : ChargePointErrorCode.OTHER_ERROR;
            case CONTACTOR_WELD, CONTACTOR_OPEN -> ChargePointErrorCode.POWER_SWITCH_FAILURE;
            case METER -> ChargePointErrorCode.POWER_METER_FAILURE;
            case RFID_READER -> ChargePointErrorCode.READER_FAILURE;
            case INTERNAL -> ChargePointErrorCode.INTERNAL_ERROR;
            case EMERGENCY_STOP, PHASE_LOSS, CABLE_REJECTED, COMMUNICATION, OTHER -> ChargePointErrorCode.OTHER_ERROR;
        };
    }

    private static String cut(String text) {
        return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT);
    }

    /** Whether a gateway must not let energy flow again by itself once such a fault is gone. */
    static boolean endsTransaction(FaultRaised fault) {
        return fault.severity() != Severity.WARNING && Set.of(FaultCode.EMERGENCY_STOP, FaultCode.GROUND_FAULT,
            FaultCode.RCD_SELFTEST, FaultCode.PE_MISSING, FaultCode.CONTACTOR_WELD).contains(fault.code());
    }
}
