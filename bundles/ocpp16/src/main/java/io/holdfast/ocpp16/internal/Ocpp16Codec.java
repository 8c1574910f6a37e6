package io.holdfast.ocpp16.internal;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import io.holdfast.ocpp16.*;
import io.holdfast.session.Codec;
import io.holdfast.session.ErrorCode;
import io.holdfast.session.PayloadException;
import io.holdfast.session.Request;
import java.io.IOException;
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
        return Fields.ofPayload(action + ".req", in).as(fields -> request(action, fields));
    }

    @Override
    @SuppressWarnings("unchecked") // the action tells the answer's type, and so does R
    public <R> R readResponse(Request<R> request, JsonParser in) throws IOException, PayloadException {
        String action = request.action();
        return (R) Fields.ofPayload(action + ".conf", in).as(fields -> response(action, fields));
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

    private static Request<?> request(String action, Fields in) throws PayloadException {
        return switch (action) {
            case "Authorize" -> CoreMessages.authorizeRequest(in);
            case "BootNotification" -> CoreMessages.bootNotificationRequest(in);
            case "ChangeAvailability" -> CoreMessages.changeAvailabilityRequest(in);
            case "ChangeConfiguration" -> CoreMessages.changeConfigurationRequest(in);
            case "ClearCache" -> new ClearCacheRequest();
            case "DataTransfer" -> CoreMessages.dataTransferRequest(in);
            case "GetConfiguration" -> CoreMessages.getConfigurationRequest(in);
            case "Heartbeat" -> new HeartbeatRequest();
            case "MeterValues" -> CoreMessages.meterValuesRequest(in);
            case "RemoteStartTransaction" -> CoreMessages.remoteStartTransactionRequest(in);
            case "RemoteStopTransaction" -> CoreMessages.remoteStopTransactionRequest(in);
            case "Reset" -> CoreMessages.resetRequest(in);
            case "StartTransaction" -> CoreMessages.startTransactionRequest(in);
            case "StatusNotification" -> CoreMessages.statusNotificationRequest(in);
            case "StopTransaction" -> CoreMessages.stopTransactionRequest(in);
            case "UnlockConnector" -> CoreMessages.unlockConnectorRequest(in);
            case "TriggerMessage" -> TriggerMessages.triggerMessageRequest(in);
            case "DiagnosticsStatusNotification" -> FirmwareMessages.diagnosticsStatusNotificationRequest(in);
            case "FirmwareStatusNotification" -> FirmwareMessages.firmwareStatusNotificationRequest(in);
            case "GetDiagnostics" -> FirmwareMessages.getDiagnosticsRequest(in);
            case "UpdateFirmware" -> FirmwareMessages.updateFirmwareRequest(in);
            case "GetLocalListVersion" -> new GetLocalListVersionRequest();
            case "SendLocalList" -> LocalListMessages.sendLocalListRequest(in);
            case "CancelReservation" -> ReservationMessages.cancelReservationRequest(in);
            case "ReserveNow" -> ReservationMessages.reserveNowRequest(in);
            case "ClearChargingProfile" -> SmartChargingMessages.clearChargingProfileRequest(in);
            case "GetCompositeSchedule" -> SmartChargingMessages.getCompositeScheduleRequest(in);
            case "SetChargingProfile" -> SmartChargingMessages.setChargingProfileRequest(in);
            case "CertificateSigned" -> SecurityMessages.certificateSignedRequest(in);
            case "DeleteCertificate" -> SecurityMessages.deleteCertificateRequest(in);
            case "ExtendedTriggerMessage" -> SecurityMessages.extendedTriggerMessageRequest(in);
            case "GetInstalledCertificateIds" -> SecurityMessages.getInstalledCertificateIdsRequest(in);
            case "GetLog" -> SecurityMessages.getLogRequest(in);
            case "InstallCertificate" -> SecurityMessages.installCertificateRequest(in);
            case "LogStatusNotification" -> SecurityMessages.logStatusNotificationRequest(in);
            case "SecurityEventNotification" -> SecurityMessages.securityEventNotificationRequest(in);
            case "SignCertificate" -> SecurityMessages.signCertificateRequest(in);
            case "SignedFirmwareStatusNotification" -> SecurityMessages.signedFirmwareStatusNotificationRequest(in);
            case "SignedUpdateFirmware" -> SecurityMessages.signedUpdateFirmwareRequest(in);
            default -> throw notImplemented(action);
        };
    }

    private static Response response(String action, Fields in) throws PayloadException {
        return switch (action) {
            case "Authorize" -> CoreMessages.authorizeResponse(in);
            case "BootNotification" -> CoreMessages.bootNotificationResponse(in);
            case "ChangeAvailability" -> CoreMessages.changeAvailabilityResponse(in);
            case "ChangeConfiguration" -> CoreMessages.changeConfigurationResponse(in);
            case "ClearCache" -> CoreMessages.clearCacheResponse(in);
            case "DataTransfer" -> CoreMessages.dataTransferResponse(in);
            case "GetConfiguration" -> CoreMessages.getConfigurationResponse(in);
            case "Heartbeat" -> CoreMessages.heartbeatResponse(in);
            case "MeterValues" -> new MeterValuesResponse();
            case "RemoteStartTransaction" -> CoreMessages.remoteStartTransactionResponse(in);
            case "RemoteStopTransaction" -> CoreMessages.remoteStopTransactionResponse(in);
            case "Reset" -> CoreMessages.resetResponse(in);
            case "StartTransaction" -> CoreMessages.startTransactionResponse(in);
            case "StatusNotification" -> new StatusNotificationResponse();
            case "StopTransaction" -> CoreMessages.stopTransactionResponse(in);
            case "UnlockConnector" -> CoreMessages.unlockConnectorResponse(in);
            case "TriggerMessage" -> TriggerMessages.triggerMessageResponse(in);
            case "DiagnosticsStatusNotification" -> new DiagnosticsStatusNotificationResponse();
            case "FirmwareStatusNotification" -> new FirmwareStatusNotificationResponse();
            case "GetDiagnostics" -> FirmwareMessages.getDiagnosticsResponse(in);
            case "UpdateFirmware" -> new UpdateFirmwareResponse();
            case "GetLocalListVersion" -> LocalListMessages.getLocalListVersionResponse(in);
            case "SendLocalList" -> LocalListMessages.sendLocalListResponse(in);
            case "CancelReservation" -> ReservationMessages.cancelReservationResponse(in);
            case "ReserveNow" -> ReservationMessages.reserveNowResponse(in);
            case "ClearChargingProfile" -> SmartChargingMessages.clearChargingProfileResponse(in);
            case "GetCompositeSchedule" -> SmartChargingMessages.getCompositeScheduleResponse(in);
            case "SetChargingProfile" -> SmartChargingMessages.setChargingProfileResponse(in);
            case "CertificateSigned" -> SecurityMessages.certificateSignedResponse(in);
            case "DeleteCertificate" -> SecurityMessages.deleteCertificateResponse(in);
            case "ExtendedTriggerMessage" -> SecurityMessages.extendedTriggerMessageResponse(in);
            case "GetInstalledCertificateIds" -> SecurityMessages.getInstalledCertificateIdsResponse(in);
            case "GetLog" -> SecurityMessages.getLogResponse(in);
            case "InstallCertificate" -> SecurityMessages.installCertificateResponse(in);
            case "LogStatusNotification" -> new LogStatusNotificationResponse();
            case "SecurityEventNotification" -> new SecurityEventNotificationResponse();
            case "SignCertificate" -> SecurityMessages.signCertificateResponse(in);
            case "SignedFirmwareStatusNotification" -> new SignedFirmwareStatusNotificationResponse();
            case "SignedUpdateFirmware" -> SecurityMessages.signedUpdateFirmwareResponse(in);
            default -> throw notImplemented(action);
        };
    }

    private static void write(Request<?> m, PayloadWriter out) throws IOException {
        switch (m.action()) {
            case "Authorize" -> CoreMessages.write((AuthorizeRequest) m, out);
            case "BootNotification" -> CoreMessages.write((BootNotificationRequest) m, out);
            case "ChangeAvailability" -> CoreMessages.write((ChangeAvailabilityRequest) m, out);
            case "ChangeConfiguration" -> CoreMessages.write((ChangeConfigurationRequest) m, out);
            case "DataTransfer" -> CoreMessages.write((DataTransferRequest) m, out);
            case "GetConfiguration" -> CoreMessages.write((GetConfigurationRequest) m, out);
            case "MeterValues" -> CoreMessages.write((MeterValuesRequest) m, out);
            case "RemoteStartTransaction" -> CoreMessages.write((RemoteStartTransactionRequest) m, out);
            case "RemoteStopTransaction" -> CoreMessages.write((RemoteStopTransactionRequest) m, out);
            case "Reset" -> CoreMessages.write((ResetRequest) m, out);
            case "StartTransaction" -> CoreMessages.write((StartTransactionRequest) m, out);
            case "StatusNotification" -> CoreMessages.write((StatusNotificationRequest) m, out);
            case "StopTransaction" -> CoreMessages.write((StopTransactionRequest) m, out);
            case "UnlockConnector" -> CoreMessages.write((UnlockConnectorRequest) m, out);
            case "TriggerMessage" -> TriggerMessages.write((TriggerMessageRequest) m, out);
            case "DiagnosticsStatusNotification" -> FirmwareMessages.write((DiagnosticsStatusNotificationRequest) m, out);
            case "FirmwareStatusNotification" -> FirmwareMessages.write((FirmwareStatusNotificationRequest) m, out);
            case "GetDiagnostics" -> FirmwareMessages.write((GetDiagnosticsRequest) m, out);
            case "UpdateFirmware" -> FirmwareMessages.write((UpdateFirmwareRequest) m, out);
            case "SendLocalList" -> LocalListMessages.write((SendLocalListRequest) m, out);
            case "CancelReservation" -> ReservationMessages.write((CancelReservationRequest) m, out);
            case "ReserveNow" -> ReservationMessages.write((ReserveNowRequest) m, out);
            case "ClearChargingProfile" -> SmartChargingMessages.write((ClearChargingProfileRequest) m, out);
            case "GetCompositeSchedule" -> SmartChargingMessages.write((GetCompositeScheduleRequest) m, out);
            case "SetChargingProfile" -> SmartChargingMessages.write((SetChargingProfileRequest) m, out);
            case "CertificateSigned" -> SecurityMessages.write((CertificateSignedRequest) m, out);
            case "DeleteCertificate" -> SecurityMessages.write((DeleteCertificateRequest) m, out);
            case "ExtendedTriggerMessage" -> SecurityMessages.write((ExtendedTriggerMessageRequest) m, out);
            case "GetInstalledCertificateIds" -> SecurityMessages.write((GetInstalledCertificateIdsRequest) m, out);
            case "GetLog" -> SecurityMessages.write((GetLogRequest) m, out);
            case "InstallCertificate" -> SecurityMessages.write((InstallCertificateRequest) m, out);
            case "LogStatusNotification" -> SecurityMessages.write((LogStatusNotificationRequest) m, out);
            case "SecurityEventNotification" -> SecurityMessages.write((SecurityEventNotificationRequest) m, out);
            case "SignCertificate" -> SecurityMessages.write((SignCertificateRequest) m, out);
            case "SignedFirmwareStatusNotification" -> SecurityMessages.write((SignedFirmwareStatusNotificationRequest) m, out);
            case "SignedUpdateFirmware" -> SecurityMessages.write((SignedUpdateFirmwareRequest) m, out);
            case "ClearCache", "Heartbeat", "GetLocalListVersion" -> { }
            default -> throw new IllegalArgumentException(m + " is no request of OCPP 1.6");
        }
    }

    private static void write(Response m, PayloadWriter out) throws IOException {
        switch (m.action()) {
            case "Authorize" -> CoreMessages.write((AuthorizeResponse) m, out);
            case "BootNotification" -> CoreMessages.write((BootNotificationResponse) m, out);
            case "ChangeAvailability" -> CoreMessages.write((ChangeAvailabilityResponse) m, out);
            case "ChangeConfiguration" -> CoreMessages.write((ChangeConfigurationResponse) m, out);
            case "ClearCache" -> CoreMessages.write((ClearCacheResponse) m, out);
            case "DataTransfer" -> CoreMessages.write((DataTransferResponse) m, out);
            case "GetConfiguration" -> CoreMessages.write((GetConfigurationResponse) m, out);
            case "Heartbeat" -> CoreMessages.write((HeartbeatResponse) m, out);
            case "RemoteStartTransaction" -> CoreMessages.write((RemoteStartTransactionResponse) m, out);
            case "RemoteStopTransaction" -> CoreMessages.write((RemoteStopTransactionResponse) m, out);
            case "Reset" -> CoreMessages.write((ResetResponse) m, out);
            case "StartTransaction" -> CoreMessages.write((StartTransactionResponse) m, out);
            case "StopTransaction" -> CoreMessages.write((StopTransactionResponse) m, out);
            case "UnlockConnector" -> CoreMessages.write((UnlockConnectorResponse) m, out);
            case "TriggerMessage" -> TriggerMessages.write((TriggerMessageResponse) m, out);
            case "GetDiagnostics" -> FirmwareMessages.write((GetDiagnosticsResponse) m, out);
            case "GetLocalListVersion" -> LocalListMessages.write((GetLocalListVersionResponse) m, out);
            case "SendLocalList" -> LocalListMessages.write((SendLocalListResponse) m, out);
            case "CancelReservation" -> ReservationMessages.write((CancelReservationResponse) m, out);
            case "ReserveNow" -> ReservationMessages.write((ReserveNowResponse) m, out);
            case "ClearChargingProfile" -> SmartChargingMessages.write((ClearChargingProfileResponse) m, out);
            case "GetCompositeSchedule" -> SmartChargingMessages.write((GetCompositeScheduleResponse) m, out);
            case "SetChargingProfile" -> SmartChargingMessages.write((SetChargingProfileResponse) m, out);
            case "CertificateSigned" -> SecurityMessages.write((CertificateSignedResponse) m, out);
            case "DeleteCertificate" -> SecurityMessages.write((DeleteCertificateResponse) m, out);
            case "ExtendedTriggerMessage" -> SecurityMessages.write((ExtendedTriggerMessageResponse) m, out);
            case "GetInstalledCertificateIds" -> SecurityMessages.write((GetInstalledCertificateIdsResponse) m, out);
            case "GetLog" -> SecurityMessages.write((GetLogResponse) m, out);
            case "InstallCertificate" -> SecurityMessages.write((InstallCertificateResponse) m, out);
            case "SignCertificate" -> SecurityMessages.write((SignCertificateResponse) m, out);
            case "SignedUpdateFirmware" -> SecurityMessages.write((SignedUpdateFirmwareResponse) m, out);
            case "MeterValues", "StatusNotification", "DiagnosticsStatusNotification", "FirmwareStatusNotification", "UpdateFirmware",
                "LogStatusNotification", "SecurityEventNotification", "SignedFirmwareStatusNotification" -> { }
            default -> throw new IllegalArgumentException(m + " is no answer of OCPP 1.6");
        }
    }

    private static PayloadException notImplemented(String action) {
        return new PayloadException(ErrorCode.NOT_IMPLEMENTED, "OCPP 1.6 has no action " + action);
    }
}
