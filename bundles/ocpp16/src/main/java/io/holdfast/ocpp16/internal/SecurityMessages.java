package io.holdfast.ocpp16.internal;

import io.holdfast.ocpp16.CertificateHashData;
import io.holdfast.ocpp16.CertificateSignedRequest;
import io.holdfast.ocpp16.CertificateSignedResponse;
import io.holdfast.ocpp16.CertificateSignedStatus;
import io.holdfast.ocpp16.CertificateStatus;
import io.holdfast.ocpp16.CertificateUse;
import io.holdfast.ocpp16.DeleteCertificateRequest;
import io.holdfast.ocpp16.DeleteCertificateResponse;
import io.holdfast.ocpp16.DeleteCertificateStatus;
import io.holdfast.ocpp16.ExtendedMessageTrigger;
import io.holdfast.ocpp16.ExtendedTriggerMessageRequest;
import io.holdfast.ocpp16.ExtendedTriggerMessageResponse;
import io.holdfast.ocpp16.Firmware;
import io.holdfast.ocpp16.GenericStatus;
import io.holdfast.ocpp16.GetInstalledCertificateIdsRequest;
import io.holdfast.ocpp16.GetInstalledCertificateIdsResponse;
import io.holdfast.ocpp16.GetInstalledCertificateStatus;
import io.holdfast.ocpp16.GetLogRequest;
import io.holdfast.ocpp16.GetLogResponse;
import io.holdfast.ocpp16.HashAlgorithm;
import io.holdfast.ocpp16.InstallCertificateRequest;
import io.holdfast.ocpp16.InstallCertificateResponse;
import io.holdfast.ocpp16.LogParameters;
import io.holdfast.ocpp16.LogStatus;
import io.holdfast.ocpp16.LogStatusNotificationRequest;
import io.holdfast.ocpp16.LogType;
import io.holdfast.ocpp16.SecurityEventNotificationRequest;
import io.holdfast.ocpp16.SignCertificateRequest;
import io.holdfast.ocpp16.SignCertificateResponse;
import io.holdfast.ocpp16.SignedFirmwareStatus;
import io.holdfast.ocpp16.SignedFirmwareStatusNotificationRequest;
import io.holdfast.ocpp16.SignedUpdateFirmwareRequest;
import io.holdfast.ocpp16.SignedUpdateFirmwareResponse;
import io.holdfast.ocpp16.TriggerMessageStatus;
import io.holdfast.ocpp16.UpdateFirmwareStatus;
import io.holdfast.ocpp16.UploadLogStatus;
import io.holdfast.session.PayloadException;
import java.io.IOException;

/** The messages of the security extension («Improved security for OCPP 1.6-J»). */
final class SecurityMessages {
    private SecurityMessages() {}

    static CertificateHashData certificateHashData(Fields in) throws PayloadException {
        return new CertificateHashData(
            in.word("hashAlgorithm", HashAlgorithm.class), in.text("issuerNameHash"), in.text("issuerKeyHash"), in.text("serialNumber"));
    }

    static void write(CertificateHashData m, PayloadWriter out) throws IOException {
        out.put("hashAlgorithm", m.hashAlgorithm()).put("issuerNameHash", m.issuerNameHash()).put("issuerKeyHash", m.issuerKeyHash())
            .put("serialNumber", m.serialNumber());
    }

    static LogParameters logParameters(Fields in) throws PayloadException {
        return new LogParameters(in.text("remoteLocation"), in.optionalTime("oldestTimestamp"), in.optionalTime("latestTimestamp"));
    }

    static void write(LogParameters m, PayloadWriter out) throws IOException {
        out.put("remoteLocation", m.remoteLocation()).put("oldestTimestamp", m.oldestTimestamp())
            .put("latestTimestamp", m.latestTimestamp());
    }

    static Firmware firmware(Fields in) throws PayloadException {
        return new Firmware(
            in.text("location"), in.time("retrieveDateTime"), in.text("signingCertificate"), in.text("signature"),
            in.optionalTime("installDateTime"));
    }

    static void write(Firmware m, PayloadWriter out) throws IOException {
        out.put("location", m.location()).put("retrieveDateTime", m.retrieveDateTime()).put("signingCertificate", m.signingCertificate())
            .put("signature", m.signature()).put("installDateTime", m.installDateTime());
    }

    static CertificateSignedRequest certificateSignedRequest(Fields in) throws PayloadException {
        return new CertificateSignedRequest(in.text("certificateChain"));
    }

    static void write(CertificateSignedRequest m, PayloadWriter out) throws IOException {
        out.put("certificateChain", m.certificateChain());
    }

    static CertificateSignedResponse certificateSignedResponse(Fields in) throws PayloadException {
        return new CertificateSignedResponse(in.word("status", CertificateSignedStatus.class));
    }

    static void write(CertificateSignedResponse m, PayloadWriter out) throws IOException {
        out.put("status", m.status());
    }

    static DeleteCertificateRequest deleteCertificateRequest(Fields in) throws PayloadException {
        return new DeleteCertificateRequest(in.object("certificateHashData", SecurityMessages::certificateHashData));
    }

    static void write(DeleteCertificateRequest m, PayloadWriter out) throws IOException {
        out.putObject("certificateHashData", m.certificateHashData(), SecurityMessages::write);
    }

    static DeleteCertificateResponse deleteCertificateResponse(Fields in) throws PayloadException {
        return new DeleteCertificateResponse(in.word("status", DeleteCertificateStatus.class));
    }

    static void write(DeleteCertificateResponse m, PayloadWriter out) throws IOException {
        out.put("status", m.status());
    }

    static ExtendedTriggerMessageRequest extendedTriggerMessageRequest(Fields in) throws PayloadException {
        return new ExtendedTriggerMessageRequest(
            in.word("requestedMessage", ExtendedMessageTrigger.class), in.optionalInteger("connectorId"));
    }

    static void write(ExtendedTriggerMessageRequest m, PayloadWriter out) throws IOException {
        out.put("requestedMessage", m.requestedMessage()).put("connectorId", m.connectorId());
    }

    static ExtendedTriggerMessageResponse extendedTriggerMessageResponse(Fields in) throws PayloadException {
        return new ExtendedTriggerMessageResponse(in.word("status", TriggerMessageStatus.class));
    }

    static void write(ExtendedTriggerMessageResponse m, PayloadWriter out) throws IOException {
        out.put("status", m.status());
    }

    static GetInstalledCertificateIdsRequest getInstalledCertificateIdsRequest(Fields in) throws PayloadException {
        return new GetInstalledCertificateIdsRequest(in.word("certificateType", CertificateUse.class));
    }

    static void write(GetInstalledCertificateIdsRequest m, PayloadWriter out) throws IOException {
        out.put("certificateType", m.certificateType());
    }

    static GetInstalledCertificateIdsResponse getInstalledCertificateIdsResponse(Fields in) throws PayloadException {
        return new GetInstalledCertificateIdsResponse(
            in.word("status", GetInstalledCertificateStatus.class),
            in.optionalListOfSome("certificateHashData", SecurityMessages::certificateHashData));
    }

    static void write(GetInstalledCertificateIdsResponse m, PayloadWriter out) throws IOException {
        out.put("status", m.status()).putObjects("certificateHashData", m.certificateHashData(), SecurityMessages::write);
    }

    static GetLogRequest getLogRequest(Fields in) throws PayloadException {
        return new GetLogRequest(
            in.object("log", SecurityMessages::logParameters), in.word("logType", LogType.class), in.integer("requestId"),
            in.optionalInteger("retries"), in.optionalSeconds("retryInterval"));
    }

    static void write(GetLogRequest m, PayloadWriter out) throws IOException {
        out.putObject("log", m.log(), SecurityMessages::write).put("logType", m.logType()).put("requestId", m.requestId())
            .put("retries", m.retries()).put("retryInterval", m.retryInterval());
    }

    static GetLogResponse getLogResponse(Fields in) throws PayloadException {
        return new GetLogResponse(in.word("status", LogStatus.class), in.optionalText("filename"));
    }

    static void write(GetLogResponse m, PayloadWriter out) throws IOException {
        out.put("status", m.status()).put("filename", m.filename());
    }

    static InstallCertificateRequest installCertificateRequest(Fields in) throws PayloadException {
        return new InstallCertificateRequest(in.word("certificateType", CertificateUse.class), in.text("certificate"));
    }

    static void write(InstallCertificateRequest m, PayloadWriter out) throws IOException {
        out.put("certificateType", m.certificateType()).put("certificate", m.certificate());
    }

    static InstallCertificateResponse installCertificateResponse(Fields in) throws PayloadException {
        return new InstallCertificateResponse(in.word("status", CertificateStatus.class));
    }

    static void write(InstallCertificateResponse m, PayloadWriter out) throws IOException {
        out.put("status", m.status());
    }

    static LogStatusNotificationRequest logStatusNotificationRequest(Fields in) throws PayloadException {
        return new LogStatusNotificationRequest(in.word("status", UploadLogStatus.class), in.optionalInteger("requestId"));
    }

    static void write(LogStatusNotificationRequest m, PayloadWriter out) throws IOException {
        out.put("status", m.status()).put("requestId", m.requestId());
    }

    static SecurityEventNotificationRequest securityEventNotificationRequest(Fields in) throws PayloadException {
        return new SecurityEventNotificationRequest(in.text("type"), in.time("timestamp"), in.optionalText("techInfo"));
    }

    static void write(SecurityEventNotificationRequest m, PayloadWriter out) throws IOException {
        out.put("type", m.type()).put("timestamp", m.timestamp()).put("techInfo", m.techInfo());
    }

    static SignCertificateRequest signCertificateRequest(Fields in) throws PayloadException {
        return new SignCertificateRequest(in.text("csr"));
    }

    static void write(SignCertificateRequest m, PayloadWriter out) throws IOException {
        out.put("csr", m.csr());
    }

    static SignCertificateResponse signCertificateResponse(Fields in) throws PayloadException {
        return new SignCertificateResponse(in.word("status", GenericStatus.class));
    }

    static void write(SignCertificateResponse m, PayloadWriter out) throws IOException {
        out.put("status", m.status());
    }

    static SignedFirmwareStatusNotificationRequest signedFirmwareStatusNotificationRequest(Fields in) throws PayloadException {
        return new SignedFirmwareStatusNotificationRequest(in.word("status", SignedFirmwareStatus.class), in.optionalInteger("requestId"));
    }

    static void write(SignedFirmwareStatusNotificationRequest m, PayloadWriter out) throws IOException {
        out.put("status", m.status()).put("requestId", m.requestId());
    }

    static SignedUpdateFirmwareRequest signedUpdateFirmwareRequest(Fields in) throws PayloadException {
        return new SignedUpdateFirmwareRequest(
            in.integer("requestId"), in.object("firmware", SecurityMessages::firmware), in.optionalInteger("retries"),
            in.optionalSeconds("retryInterval"));
    }

    static void write(SignedUpdateFirmwareRequest m, PayloadWriter out) throws IOException {
        out.put("requestId", m.requestId()).putObject("firmware", m.firmware(), SecurityMessages::write).put("retries", m.retries())
            .put("retryInterval", m.retryInterval());
    }

    static SignedUpdateFirmwareResponse signedUpdateFirmwareResponse(Fields in) throws PayloadException {
        return new SignedUpdateFirmwareResponse(in.word("status", UpdateFirmwareStatus.class));
    }

    static void write(SignedUpdateFirmwareResponse m, PayloadWriter out) throws IOException {
        out.put("status", m.status());
    }
}
