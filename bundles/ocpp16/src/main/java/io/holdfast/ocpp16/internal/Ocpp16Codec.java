package io.holdfast.ocpp16.internal;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import io.holdfast.ocpp16.*;
import io.holdfast.ocpp16.Ocpp16Action;
import io.holdfast.session.Codec;
import io.holdfast.session.ErrorCode;
import io.holdfast.session.PayloadException;
import io.holdfast.session.Request;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Component;

/** OCPP 1.6 and its security extension. A refused payload is read to its end too. */
@Component
public final class Ocpp16Codec implements Codec {
    private static final HeartbeatRequest HEARTBEAT = new HeartbeatRequest();

    @Override
    public String subprotocol() {
        return "ocpp1.6";
    }

    @Override
    public HeartbeatRequest heartbeat() {
        return HEARTBEAT;
    }

    @Override
    public List<String> chargePointActions() {
        return Arrays.stream(Ocpp16Action.values()).filter(Ocpp16Action::isSentByChargePoint).map(Ocpp16Action::wire).sorted().toList();
    }

    /** Two of the words are misspelled on purpose: the errata of OCPP 1.6 keep them. */
    @Override
    public String spelling(ErrorCode code) {
        return switch (code) {
            case NOT_IMPLEMENTED -> "NotImplemented";
            case NOT_SUPPORTED -> "NotSupported";
            case INTERNAL_ERROR -> "InternalError";
            case PROTOCOL_ERROR -> "ProtocolError";
            case SECURITY_ERROR -> "SecurityError";
            case FORMATION_VIOLATION -> "FormationViolation";
            case PROPERTY_CONSTRAINT_VIOLATION -> "PropertyConstraintViolation";
            case OCCURRENCE_CONSTRAINT_VIOLATION -> "OccurenceConstraintViolation";
            case TYPE_CONSTRAINT_VIOLATION -> "TypeConstraintViolation";
            case GENERIC_ERROR, RPC_FRAMEWORK_ERROR -> "GenericError";
        };
    }

    @Override
    public Request<?> readRequest(String action, JsonParser in) throws IOException, PayloadException {
        Optional<Ocpp16Action> known = Ocpp16Action.of(action);
        if (known.isEmpty()) {
            in.skipChildren();
            throw new PayloadException(ErrorCode.NOT_IMPLEMENTED, "OCPP 1.6 has no action " + action);
        }
        return Fields.ofRequest(action, in).as(fields -> request(known.get(), fields));
    }

    @Override
    @SuppressWarnings("unchecked") // the action tells the answer's type, and so does R
    public <R> R readResponse(Request<R> request, JsonParser in) throws IOException, PayloadException {
        Ocpp16Action action = known(request.action());
        return (R) Fields.ofResponse(action.wire(), in).as(fields -> response(action, fields));
    }

    @Override
    public void writeRequest(Request<?> request, JsonGenerator out) throws IOException {
        out.writeStartObject();
        write(request, new PayloadWriter(out));
        out.writeEndObject();
    }

    @Override
    public void writeResponse(Object response, JsonGenerator out) throws IOException {
        if (!(response instanceof Response known)) {
            throw new IllegalArgumentException(response + " is no answer of OCPP 1.6");
        }
        out.writeStartObject();
        write(known, new PayloadWriter(out));
        out.writeEndObject();
    }

    private static Request<?> request(Ocpp16Action action, Fields in) throws PayloadException {
        return switch (action) {
            case AUTHORIZE -> CoreMessages.authorizeRequest(in);
            case BOOT_NOTIFICATION -> CoreMessages.bootNotificationRequest(in);
            case CHANGE_AVAILABILITY -> CoreMessages.changeAvailabilityRequest(in);
            case CHANGE_CONFIGURATION -> CoreMessages.changeConfigurationRequest(in);
            case CLEAR_CACHE -> new ClearCacheRequest();
            case DATA_TRANSFER -> CoreMessages.dataTransferRequest(in);
            case GET_CONFIGURATION -> CoreMessages.getConfigurationRequest(in);
            case HEARTBEAT -> new HeartbeatRequest();
            case METER_VALUES -> CoreMessages.meterValuesRequest(in);
            case REMOTE_START_TRANSACTION -> CoreMessages.remoteStartTransactionRequest(in);
            case REMOTE_STOP_TRANSACTION -> CoreMessages.remoteStopTransactionRequest(in);
            case RESET -> CoreMessages.resetRequest(in);
            case START_TRANSACTION -> CoreMessages.startTransactionRequest(in);
            case STATUS_NOTIFICATION -> CoreMessages.statusNotificationRequest(in);
            case STOP_TRANSACTION -> CoreMessages.stopTransactionRequest(in);
            case UNLOCK_CONNECTOR -> CoreMessages.unlockConnectorRequest(in);
            case TRIGGER_MESSAGE -> TriggerMessages.triggerMessageRequest(in);
            case DIAGNOSTICS_STATUS_NOTIFICATION -> FirmwareMessages.diagnosticsStatusNotificationRequest(in);
            case FIRMWARE_STATUS_NOTIFICATION -> FirmwareMessages.firmwareStatusNotificationRequest(in);
            case GET_DIAGNOSTICS -> FirmwareMessages.getDiagnosticsRequest(in);
            case UPDATE_FIRMWARE -> FirmwareMessages.updateFirmwareRequest(in);
            case GET_LOCAL_LIST_VERSION -> new GetLocalListVersionRequest();
            case SEND_LOCAL_LIST -> LocalListMessages.sendLocalListRequest(in);
            case CANCEL_RESERVATION -> ReservationMessages.cancelReservationRequest(in);
            case RESERVE_NOW -> ReservationMessages.reserveNowRequest(in);
            case CLEAR_CHARGING_PROFILE -> SmartChargingMessages.clearChargingProfileRequest(in);
            case GET_COMPOSITE_SCHEDULE -> SmartChargingMessages.getCompositeScheduleRequest(in);
            case SET_CHARGING_PROFILE -> SmartChargingMessages.setChargingProfileRequest(in);
            case CERTIFICATE_SIGNED -> SecurityMessages.certificateSignedRequest(in);
            case DELETE_CERTIFICATE -> SecurityMessages.deleteCertificateRequest(in);
            case EXTENDED_TRIGGER_MESSAGE -> SecurityMessages.extendedTriggerMessageRequest(in);
            case GET_INSTALLED_CERTIFICATE_IDS -> SecurityMessages.getInstalledCertificateIdsRequest(in);
            case GET_LOG -> SecurityMessages.getLogRequest(in);
            case INSTALL_CERTIFICATE -> SecurityMessages.installCertificateRequest(in);
            case LOG_STATUS_NOTIFICATION -> SecurityMessages.logStatusNotificationRequest(in);
            case SECURITY_EVENT_NOTIFICATION -> SecurityMessages.securityEventNotificationRequest(in);
            case SIGN_CERTIFICATE -> SecurityMessages.signCertificateRequest(in);
            case SIGNED_FIRMWARE_STATUS_NOTIFICATION -> SecurityMessages.signedFirmwareStatusNotificationRequest(in);
            case SIGNED_UPDATE_FIRMWARE -> SecurityMessages.signedUpdateFirmwareRequest(in);
        };
    }

    private static Response response(Ocpp16Action action, Fields in) throws PayloadException {
        return switch (action) {
            case AUTHORIZE -> CoreMessages.authorizeResponse(in);
            case BOOT_NOTIFICATION -> CoreMessages.bootNotificationResponse(in);
            case CHANGE_AVAILABILITY -> CoreMessages.changeAvailabilityResponse(in);
            case CHANGE_CONFIGURATION -> CoreMessages.changeConfigurationResponse(in);
            case CLEAR_CACHE -> CoreMessages.clearCacheResponse(in);
            case DATA_TRANSFER -> CoreMessages.dataTransferResponse(in);
            case GET_CONFIGURATION -> CoreMessages.getConfigurationResponse(in);
            case HEARTBEAT -> CoreMessages.heartbeatResponse(in);
            case METER_VALUES -> new MeterValuesResponse();
            case REMOTE_START_TRANSACTION -> CoreMessages.remoteStartTransactionResponse(in);
            case REMOTE_STOP_TRANSACTION -> CoreMessages.remoteStopTransactionResponse(in);
            case RESET -> CoreMessages.resetResponse(in);
            case START_TRANSACTION -> CoreMessages.startTransactionResponse(in);
            case STATUS_NOTIFICATION -> new StatusNotificationResponse();
            case STOP_TRANSACTION -> CoreMessages.stopTransactionResponse(in);
            case UNLOCK_CONNECTOR -> CoreMessages.unlockConnectorResponse(in);
            case TRIGGER_MESSAGE -> TriggerMessages.triggerMessageResponse(in);
            case DIAGNOSTICS_STATUS_NOTIFICATION -> new DiagnosticsStatusNotificationResponse();
            case FIRMWARE_STATUS_NOTIFICATION -> new FirmwareStatusNotificationResponse();
            case GET_DIAGNOSTICS -> FirmwareMessages.getDiagnosticsResponse(in);
            case UPDATE_FIRMWARE -> new UpdateFirmwareResponse();
            case GET_LOCAL_LIST_VERSION -> LocalListMessages.getLocalListVersionResponse(in);
            case SEND_LOCAL_LIST -> LocalListMessages.sendLocalListResponse(in);
            case CANCEL_RESERVATION -> ReservationMessages.cancelReservationResponse(in);
            case RESERVE_NOW -> ReservationMessages.reserveNowResponse(in);
            case CLEAR_CHARGING_PROFILE -> SmartChargingMessages.clearChargingProfileResponse(in);
            case GET_COMPOSITE_SCHEDULE -> SmartChargingMessages.getCompositeScheduleResponse(in);
            case SET_CHARGING_PROFILE -> SmartChargingMessages.setChargingProfileResponse(in);
            case CERTIFICATE_SIGNED -> SecurityMessages.certificateSignedResponse(in);
            case DELETE_CERTIFICATE -> SecurityMessages.deleteCertificateResponse(in);
            case EXTENDED_TRIGGER_MESSAGE -> SecurityMessages.extendedTriggerMessageResponse(in);
            case GET_INSTALLED_CERTIFICATE_IDS -> SecurityMessages.getInstalledCertificateIdsResponse(in);
            case GET_LOG -> SecurityMessages.getLogResponse(in);
            case INSTALL_CERTIFICATE -> SecurityMessages.installCertificateResponse(in);
            case LOG_STATUS_NOTIFICATION -> new LogStatusNotificationResponse();
            case SECURITY_EVENT_NOTIFICATION -> new SecurityEventNotificationResponse();
            case SIGN_CERTIFICATE -> SecurityMessages.signCertificateResponse(in);
            case SIGNED_FIRMWARE_STATUS_NOTIFICATION -> new SignedFirmwareStatusNotificationResponse();
            case SIGNED_UPDATE_FIRMWARE -> SecurityMessages.signedUpdateFirmwareResponse(in);
        };
    }

    private static void write(Request<?> m, PayloadWriter out) throws IOException {
        switch (known(m.action())) {
            case AUTHORIZE -> CoreMessages.write((AuthorizeRequest) m, out);
            case BOOT_NOTIFICATION -> CoreMessages.write((BootNotificationRequest) m, out);
            case CHANGE_AVAILABILITY -> CoreMessages.write((ChangeAvailabilityRequest) m, out);
            case CHANGE_CONFIGURATION -> CoreMessages.write((ChangeConfigurationRequest) m, out);
            case DATA_TRANSFER -> CoreMessages.write((DataTransferRequest) m, out);
            case GET_CONFIGURATION -> CoreMessages.write((GetConfigurationRequest) m, out);
            case METER_VALUES -> CoreMessages.write((MeterValuesRequest) m, out);
            case REMOTE_START_TRANSACTION -> CoreMessages.write((RemoteStartTransactionRequest) m, out);
            case REMOTE_STOP_TRANSACTION -> CoreMessages.write((RemoteStopTransactionRequest) m, out);
            case RESET -> CoreMessages.write((ResetRequest) m, out);
            case START_TRANSACTION -> CoreMessages.write((StartTransactionRequest) m, out);
            case STATUS_NOTIFICATION -> CoreMessages.write((StatusNotificationRequest) m, out);
            case STOP_TRANSACTION -> CoreMessages.write((StopTransactionRequest) m, out);
            case UNLOCK_CONNECTOR -> CoreMessages.write((UnlockConnectorRequest) m, out);
            case TRIGGER_MESSAGE -> TriggerMessages.write((TriggerMessageRequest) m, out);
            case DIAGNOSTICS_STATUS_NOTIFICATION -> FirmwareMessages.write((DiagnosticsStatusNotificationRequest) m, out);
            case FIRMWARE_STATUS_NOTIFICATION -> FirmwareMessages.write((FirmwareStatusNotificationRequest) m, out);
            case GET_DIAGNOSTICS -> FirmwareMessages.write((GetDiagnosticsRequest) m, out);
            case UPDATE_FIRMWARE -> FirmwareMessages.write((UpdateFirmwareRequest) m, out);
            case SEND_LOCAL_LIST -> LocalListMessages.write((SendLocalListRequest) m, out);
            case CANCEL_RESERVATION -> ReservationMessages.write((CancelReservationRequest) m, out);
            case RESERVE_NOW -> ReservationMessages.write((ReserveNowRequest) m, out);
            case CLEAR_CHARGING_PROFILE -> SmartChargingMessages.write((ClearChargingProfileRequest) m, out);
            case GET_COMPOSITE_SCHEDULE -> SmartChargingMessages.write((GetCompositeScheduleRequest) m, out);
            case SET_CHARGING_PROFILE -> SmartChargingMessages.write((SetChargingProfileRequest) m, out);
            case CERTIFICATE_SIGNED -> SecurityMessages.write((CertificateSignedRequest) m, out);
            case DELETE_CERTIFICATE -> SecurityMessages.write((DeleteCertificateRequest) m, out);
            case EXTENDED_TRIGGER_MESSAGE -> SecurityMessages.write((ExtendedTriggerMessageRequest) m, out);
            case GET_INSTALLED_CERTIFICATE_IDS -> SecurityMessages.write((GetInstalledCertificateIdsRequest) m, out);
            case GET_LOG -> SecurityMessages.write((GetLogRequest) m, out);
            case INSTALL_CERTIFICATE -> SecurityMessages.write((InstallCertificateRequest) m, out);
            case LOG_STATUS_NOTIFICATION -> SecurityMessages.write((LogStatusNotificationRequest) m, out);
            case SECURITY_EVENT_NOTIFICATION -> SecurityMessages.write((SecurityEventNotificationRequest) m, out);
            case SIGN_CERTIFICATE -> SecurityMessages.write((SignCertificateRequest) m, out);
            case SIGNED_FIRMWARE_STATUS_NOTIFICATION -> SecurityMessages.write((SignedFirmwareStatusNotificationRequest) m, out);
            case SIGNED_UPDATE_FIRMWARE -> SecurityMessages.write((SignedUpdateFirmwareRequest) m, out);
            case CLEAR_CACHE, HEARTBEAT, GET_LOCAL_LIST_VERSION -> { }
        }
    }

    private static void write(Response m, PayloadWriter out) throws IOException {
        switch (known(m.action())) {
            case AUTHORIZE -> CoreMessages.write((AuthorizeResponse) m, out);
            case BOOT_NOTIFICATION -> CoreMessages.write((BootNotificationResponse) m, out);
            case CHANGE_AVAILABILITY -> CoreMessages.write((ChangeAvailabilityResponse) m, out);
            case CHANGE_CONFIGURATION -> CoreMessages.write((ChangeConfigurationResponse) m, out);
            case CLEAR_CACHE -> CoreMessages.write((ClearCacheResponse) m, out);
            case DATA_TRANSFER -> CoreMessages.write((DataTransferResponse) m, out);
            case GET_CONFIGURATION -> CoreMessages.write((GetConfigurationResponse) m, out);
            case HEARTBEAT -> CoreMessages.write((HeartbeatResponse) m, out);
            case REMOTE_START_TRANSACTION -> CoreMessages.write((RemoteStartTransactionResponse) m, out);
            case REMOTE_STOP_TRANSACTION -> CoreMessages.write((RemoteStopTransactionResponse) m, out);
            case RESET -> CoreMessages.write((ResetResponse) m, out);
            case START_TRANSACTION -> CoreMessages.write((StartTransactionResponse) m, out);
            case STOP_TRANSACTION -> CoreMessages.write((StopTransactionResponse) m, out);
            case UNLOCK_CONNECTOR -> CoreMessages.write((UnlockConnectorResponse) m, out);
            case TRIGGER_MESSAGE -> TriggerMessages.write((TriggerMessageResponse) m, out);
            case GET_DIAGNOSTICS -> FirmwareMessages.write((GetDiagnosticsResponse) m, out);
            case GET_LOCAL_LIST_VERSION -> LocalListMessages.write((GetLocalListVersionResponse) m, out);
            case SEND_LOCAL_LIST -> LocalListMessages.write((SendLocalListResponse) m, out);
            case CANCEL_RESERVATION -> ReservationMessages.write((CancelReservationResponse) m, out);
            case RESERVE_NOW -> ReservationMessages.write((ReserveNowResponse) m, out);
            case CLEAR_CHARGING_PROFILE -> SmartChargingMessages.write((ClearChargingProfileResponse) m, out);
            case GET_COMPOSITE_SCHEDULE -> SmartChargingMessages.write((GetCompositeScheduleResponse) m, out);
            case SET_CHARGING_PROFILE -> SmartChargingMessages.write((SetChargingProfileResponse) m, out);
            case CERTIFICATE_SIGNED -> SecurityMessages.write((CertificateSignedResponse) m, out);
            case DELETE_CERTIFICATE -> SecurityMessages.write((DeleteCertificateResponse) m, out);
            case EXTENDED_TRIGGER_MESSAGE -> SecurityMessages.write((ExtendedTriggerMessageResponse) m, out);
            case GET_INSTALLED_CERTIFICATE_IDS -> SecurityMessages.write((GetInstalledCertificateIdsResponse) m, out);
            case GET_LOG -> SecurityMessages.write((GetLogResponse) m, out);
            case INSTALL_CERTIFICATE -> SecurityMessages.write((InstallCertificateResponse) m, out);
            case SIGN_CERTIFICATE -> SecurityMessages.write((SignCertificateResponse) m, out);
            case SIGNED_UPDATE_FIRMWARE -> SecurityMessages.write((SignedUpdateFirmwareResponse) m, out);
            case METER_VALUES, STATUS_NOTIFICATION, DIAGNOSTICS_STATUS_NOTIFICATION, FIRMWARE_STATUS_NOTIFICATION, UPDATE_FIRMWARE,
                LOG_STATUS_NOTIFICATION, SECURITY_EVENT_NOTIFICATION, SIGNED_FIRMWARE_STATUS_NOTIFICATION -> { }
        }
    }

    private static Ocpp16Action known(String action) {
        return Ocpp16Action.of(action).orElseThrow(() -> new IllegalArgumentException("OCPP 1.6 has no action " + action));
    }
}
