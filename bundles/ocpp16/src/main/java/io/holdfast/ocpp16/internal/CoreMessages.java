package io.holdfast.ocpp16.internal;

import io.holdfast.ocpp16.AuthorizeRequest;
import io.holdfast.ocpp16.AuthorizeResponse;
import io.holdfast.ocpp16.AvailabilityStatus;
import io.holdfast.ocpp16.AvailabilityType;
import io.holdfast.ocpp16.BootNotificationRequest;
import io.holdfast.ocpp16.BootNotificationResponse;
import io.holdfast.ocpp16.ChangeAvailabilityRequest;
import io.holdfast.ocpp16.ChangeAvailabilityResponse;
import io.holdfast.ocpp16.ChangeConfigurationRequest;
import io.holdfast.ocpp16.ChangeConfigurationResponse;
import io.holdfast.ocpp16.ChargePointErrorCode;
import io.holdfast.ocpp16.ChargePointStatus;
import io.holdfast.ocpp16.ClearCacheResponse;
import io.holdfast.ocpp16.ClearCacheStatus;
import io.holdfast.ocpp16.ConfigurationStatus;
import io.holdfast.ocpp16.DataTransferRequest;
import io.holdfast.ocpp16.DataTransferResponse;
import io.holdfast.ocpp16.DataTransferStatus;
import io.holdfast.ocpp16.GetConfigurationRequest;
import io.holdfast.ocpp16.GetConfigurationResponse;
import io.holdfast.ocpp16.HeartbeatResponse;
import io.holdfast.ocpp16.KeyValue;
import io.holdfast.ocpp16.MeterValuesRequest;
import io.holdfast.ocpp16.Reason;
import io.holdfast.ocpp16.RemoteStartStopStatus;
import io.holdfast.ocpp16.RemoteStartTransactionRequest;
import io.holdfast.ocpp16.RemoteStartTransactionResponse;
import io.holdfast.ocpp16.RemoteStopTransactionRequest;
import io.holdfast.ocpp16.RemoteStopTransactionResponse;
import io.holdfast.ocpp16.ResetRequest;
import io.holdfast.ocpp16.ResetResponse;
import io.holdfast.ocpp16.ResetStatus;
import io.holdfast.ocpp16.ResetType;
import io.holdfast.ocpp16.StartTransactionRequest;
import io.holdfast.ocpp16.StartTransactionResponse;
import io.holdfast.ocpp16.StatusNotificationRequest;
import io.holdfast.ocpp16.StopTransactionRequest;
import io.holdfast.ocpp16.StopTransactionResponse;
import io.holdfast.ocpp16.UnlockConnectorRequest;
import io.holdfast.ocpp16.UnlockConnectorResponse;
import io.holdfast.ocpp16.UnlockStatus;
import io.holdfast.session.PayloadException;
import io.holdfast.session.RegistrationStatus;
import java.io.IOException;

/** The messages of the Core profile. */
final class CoreMessages {
    private CoreMessages() {}

    static KeyValue keyValue(Fields in) throws PayloadException {
        return new KeyValue(in.text("key"), in.flag("readonly"), in.optionalText("value"));
    }

    static void write(KeyValue m, PayloadWriter out) throws IOException {
        out.put("key", m.key()).put("readonly", m.readonly()).put("value", m.value());
    }

    static AuthorizeRequest authorizeRequest(Fields in) throws PayloadException {
        return new AuthorizeRequest(in.text("idTag"));
    }

    static void write(AuthorizeRequest m, PayloadWriter out) throws IOException {
        out.put("idTag", m.idTag());
    }

    static AuthorizeResponse authorizeResponse(Fields in) throws PayloadException {
        return new AuthorizeResponse(in.object("idTagInfo", SharedTypes::idTagInfo));
    }

    static void write(AuthorizeResponse m, PayloadWriter out) throws IOException {
        out.putObject("idTagInfo", m.idTagInfo(), SharedTypes::write);
    }

    static BootNotificationRequest bootNotificationRequest(Fields in) throws PayloadException {
        return new BootNotificationRequest(
            in.text("chargePointVendor"), in.text("chargePointModel"), in.optionalText("chargePointSerialNumber"),
            in.optionalText("chargeBoxSerialNumber"), in.optionalText("firmwareVersion"), in.optionalText("iccid"),
            in.optionalText("imsi"), in.optionalText("meterType"), in.optionalText("meterSerialNumber"));
    }

    static void write(BootNotificationRequest m, PayloadWriter out) throws IOException {
        out.put("chargePointVendor", m.chargePointVendor()).put("chargePointModel", m.chargePointModel())
            .put("chargePointSerialNumber", m.chargePointSerialNumber()).put("chargeBoxSerialNumber", m.chargeBoxSerialNumber())
            .put("firmwareVersion", m.firmwareVersion()).put("iccid", m.iccid()).put("imsi", m.imsi()).put("meterType", m.meterType())
            .put("meterSerialNumber", m.meterSerialNumber());
    }

    static BootNotificationResponse bootNotificationResponse(Fields in) throws PayloadException {
        return new BootNotificationResponse(registrationStatus(in), in.time("currentTime"), in.seconds("interval"));
    }

    static void write(BootNotificationResponse m, PayloadWriter out) throws IOException {
        out.put("status", wire(m.status())).put("currentTime", m.currentTime()).put("interval", m.interval());
    }

    static ChangeAvailabilityRequest changeAvailabilityRequest(Fields in) throws PayloadException {
        return new ChangeAvailabilityRequest(in.integer("connectorId"), in.word("type", AvailabilityType.class));
    }

    static void write(ChangeAvailabilityRequest m, PayloadWriter out) throws IOException {
        out.put("connectorId", m.connectorId()).put("type", m.type());
    }

    static ChangeAvailabilityResponse changeAvailabilityResponse(Fields in) throws PayloadException {
        return new ChangeAvailabilityResponse(in.word("status", AvailabilityStatus.class));
    }

    static void write(ChangeAvailabilityResponse m, PayloadWriter out) throws IOException {
        out.put("status", m.status());
    }

    static ChangeConfigurationRequest changeConfigurationRequest(Fields in) throws PayloadException {
        return new ChangeConfigurationRequest(in.text("key"), in.text("value"));
    }

    static void write(ChangeConfigurationRequest m, PayloadWriter out) throws IOException {
        out.put("key", m.key()).put("value", m.value());
    }

    static ChangeConfigurationResponse changeConfigurationResponse(Fields in) throws PayloadException {
        return new ChangeConfigurationResponse(in.word("status", ConfigurationStatus.class));
    }

    static void write(ChangeConfigurationResponse m, PayloadWriter out) throws IOException {
        out.put("status", m.status());
    }

    static ClearCacheResponse clearCacheResponse(Fields in) throws PayloadException {
        return new ClearCacheResponse(in.word("status", ClearCacheStatus.class));
    }

    static void write(ClearCacheResponse m, PayloadWriter out) throws IOException {
        out.put("status", m.status());
    }

    static DataTransferRequest dataTransferRequest(Fields in) throws PayloadException {
        return new DataTransferRequest(in.text("vendorId"), in.optionalText("messageId"), in.optionalText("data"));
    }

    static void write(DataTransferRequest m, PayloadWriter out) throws IOException {
        out.put("vendorId", m.vendorId()).put("messageId", m.messageId()).put("data", m.data());
    }

    static DataTransferResponse dataTransferResponse(Fields in) throws PayloadException {
        return new DataTransferResponse(in.word("status", DataTransferStatus.class), in.optionalText("data"));
    }

    static void write(DataTransferResponse m, PayloadWriter out) throws IOException {
        out.put("status", m.status()).put("data", m.data());
    }

    static GetConfigurationRequest getConfigurationRequest(Fields in) throws PayloadException {
        return new GetConfigurationRequest(in.optionalTexts("key"));
    }

    static void write(GetConfigurationRequest m, PayloadWriter out) throws IOException {
        out.putTexts("key", m.key());
    }

    static GetConfigurationResponse getConfigurationResponse(Fields in) throws PayloadException {
        return new GetConfigurationResponse(in.optionalList("configurationKey", CoreMessages::keyValue), in.optionalTexts("unknownKey"));
    }

    static void write(GetConfigurationResponse m, PayloadWriter out) throws IOException {
        out.putObjects("configurationKey", m.configurationKey(), CoreMessages::write).putTexts("unknownKey", m.unknownKey());
    }

    static HeartbeatResponse heartbeatResponse(Fields in) throws PayloadException {
        return new HeartbeatResponse(in.time("currentTime"));
    }

    static void write(HeartbeatResponse m, PayloadWriter out) throws IOException {
        out.put("currentTime", m.currentTime());
    }

    static MeterValuesRequest meterValuesRequest(Fields in) throws PayloadException {
        return new MeterValuesRequest(
            in.integer("connectorId"), in.list("meterValue", SharedTypes::meterValue), in.optionalInteger("transactionId"));
    }

    static void write(MeterValuesRequest m, PayloadWriter out) throws IOException {
        out.put("connectorId", m.connectorId()).putObjects("meterValue", m.meterValue(), SharedTypes::write)
            .put("transactionId", m.transactionId());
    }

    static RemoteStartTransactionRequest remoteStartTransactionRequest(Fields in) throws PayloadException {
        return new RemoteStartTransactionRequest(
            in.text("idTag"), in.optionalInteger("connectorId"), in.optionalObject("chargingProfile", SharedTypes::chargingProfile));
    }

    static void write(RemoteStartTransactionRequest m, PayloadWriter out) throws IOException {
        out.put("idTag", m.idTag()).put("connectorId", m.connectorId())
            .putOptionalObject("chargingProfile", m.chargingProfile(), SharedTypes::write);
    }

    static RemoteStartTransactionResponse remoteStartTransactionResponse(Fields in) throws PayloadException {
        return new RemoteStartTransactionResponse(in.word("status", RemoteStartStopStatus.class));
    }

    static void write(RemoteStartTransactionResponse m, PayloadWriter out) throws IOException {
        out.put("status", m.status());
    }

    static RemoteStopTransactionRequest remoteStopTransactionRequest(Fields in) throws PayloadException {
        return new RemoteStopTransactionRequest(in.integer("transactionId"));
    }

    static void write(RemoteStopTransactionRequest m, PayloadWriter out) throws IOException {
        out.put("transactionId", m.transactionId());
    }

    static RemoteStopTransactionResponse remoteStopTransactionResponse(Fields in) throws PayloadException {
        return new RemoteStopTransactionResponse(in.word("status", RemoteStartStopStatus.class));
    }

    static void write(RemoteStopTransactionResponse m, PayloadWriter out) throws IOException {
        out.put("status", m.status());
    }

    static ResetRequest resetRequest(Fields in) throws PayloadException {
        return new ResetRequest(in.word("type", ResetType.class));
    }

    static void write(ResetRequest m, PayloadWriter out) throws IOException {
        out.put("type", m.type());
    }

    static ResetResponse resetResponse(Fields in) throws PayloadException {
        return new ResetResponse(in.word("status", ResetStatus.class));
    }

    static void write(ResetResponse m, PayloadWriter out) throws IOException {
        out.put("status", m.status());
    }

    static StartTransactionRequest startTransactionRequest(Fields in) throws PayloadException {
        return new StartTransactionRequest(
            in.integer("connectorId"), in.text("idTag"), in.integer("meterStart"), in.time("timestamp"),
            in.optionalInteger("reservationId"));
    }

    static void write(StartTransactionRequest m, PayloadWriter out) throws IOException {
        out.put("connectorId", m.connectorId()).put("idTag", m.idTag()).put("meterStart", m.meterStart()).put("timestamp", m.timestamp())
            .put("reservationId", m.reservationId());
    }

    static StartTransactionResponse startTransactionResponse(Fields in) throws PayloadException {
        return new StartTransactionResponse(in.object("idTagInfo", SharedTypes::idTagInfo), in.integer("transactionId"));
    }

    static void write(StartTransactionResponse m, PayloadWriter out) throws IOException {
        out.putObject("idTagInfo", m.idTagInfo(), SharedTypes::write).put("transactionId", m.transactionId());
    }

    static StatusNotificationRequest statusNotificationRequest(Fields in) throws PayloadException {
        return new StatusNotificationRequest(
            in.integer("connectorId"), in.word("errorCode", ChargePointErrorCode.class), in.word("status", ChargePointStatus.class),
            in.optionalText("info"), in.optionalTime("timestamp"), in.optionalText("vendorId"), in.optionalText("vendorErrorCode"));
    }

    static void write(StatusNotificationRequest m, PayloadWriter out) throws IOException {
        out.put("connectorId", m.connectorId()).put("errorCode", m.errorCode()).put("status", m.status()).put("info", m.info())
            .put("timestamp", m.timestamp()).put("vendorId", m.vendorId()).put("vendorErrorCode", m.vendorErrorCode());
    }

    static StopTransactionRequest stopTransactionRequest(Fields in) throws PayloadException {
        return new StopTransactionRequest(
            in.integer("meterStop"), in.time("timestamp"), in.integer("transactionId"), in.optionalText("idTag"),
            in.optionalWord("reason", Reason.class), in.optionalList("transactionData", SharedTypes::meterValue));
    }

    static void write(StopTransactionRequest m, PayloadWriter out) throws IOException {
        out.put("meterStop", m.meterStop()).put("timestamp", m.timestamp()).put("transactionId", m.transactionId()).put("idTag", m.idTag())
            .put("reason", m.reason()).putObjects("transactionData", m.transactionData(), SharedTypes::write);
    }

    static StopTransactionResponse stopTransactionResponse(Fields in) throws PayloadException {
        return new StopTransactionResponse(in.optionalObject("idTagInfo", SharedTypes::idTagInfo));
    }

    static void write(StopTransactionResponse m, PayloadWriter out) throws IOException {
        out.putOptionalObject("idTagInfo", m.idTagInfo(), SharedTypes::write);
    }

    static UnlockConnectorRequest unlockConnectorRequest(Fields in) throws PayloadException {
        return new UnlockConnectorRequest(in.integer("connectorId"));
    }

    static void write(UnlockConnectorRequest m, PayloadWriter out) throws IOException {
        out.put("connectorId", m.connectorId());
    }

    static UnlockConnectorResponse unlockConnectorResponse(Fields in) throws PayloadException {
        return new UnlockConnectorResponse(in.word("status", UnlockStatus.class));
    }

    static void write(UnlockConnectorResponse m, PayloadWriter out) throws IOException {
        out.put("status", m.status());
    }

    private static RegistrationStatus registrationStatus(Fields in) throws PayloadException {
        String word = in.text("status");
        return switch (word) {
            case "Accepted" -> RegistrationStatus.ACCEPTED;
            case "Pending" -> RegistrationStatus.PENDING;
            case "Rejected" -> RegistrationStatus.REJECTED;
            default -> throw in.notAllowed("status", word, "Accepted, Pending, Rejected");
        };
    }

    private static String wire(RegistrationStatus status) {
        return switch (status) {
            case ACCEPTED -> "Accepted";
            case PENDING -> "Pending";
            case REJECTED -> "Rejected";
        };
    }
}
