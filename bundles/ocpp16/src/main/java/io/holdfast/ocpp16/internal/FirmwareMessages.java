package io.holdfast.ocpp16.internal;

import io.holdfast.ocpp16.DiagnosticsStatus;
import io.holdfast.ocpp16.DiagnosticsStatusNotificationRequest;
import io.holdfast.ocpp16.FirmwareStatus;
import io.holdfast.ocpp16.FirmwareStatusNotificationRequest;
import io.holdfast.ocpp16.GetDiagnosticsRequest;
import io.holdfast.ocpp16.GetDiagnosticsResponse;
import io.holdfast.ocpp16.UpdateFirmwareRequest;
import io.holdfast.session.PayloadException;
import java.io.IOException;

/** The messages of the Firmware Management profile. */
final class FirmwareMessages {
    private FirmwareMessages() {}

    static DiagnosticsStatusNotificationRequest diagnosticsStatusNotificationRequest(Fields in) throws PayloadException {
        return new DiagnosticsStatusNotificationRequest(in.word("status", DiagnosticsStatus.class));
    }

    static void write(DiagnosticsStatusNotificationRequest m, PayloadWriter out) throws IOException {
        out.put("status", m.status());
    }

    static FirmwareStatusNotificationRequest firmwareStatusNotificationRequest(Fields in) throws PayloadException {
        return new FirmwareStatusNotificationRequest(in.word("status", FirmwareStatus.class));
    }

    static void write(FirmwareStatusNotificationRequest m, PayloadWriter out) throws IOException {
        out.put("status", m.status());
    }

    static GetDiagnosticsRequest getDiagnosticsRequest(Fields in) throws PayloadException {
        return new GetDiagnosticsRequest(
            in.uri("location"), in.optionalInteger("retries"), in.optionalSeconds("retryInterval"), in.optionalTime("startTime"),
            in.optionalTime("stopTime"));
    }

    static void write(GetDiagnosticsRequest m, PayloadWriter out) throws IOException {
        out.put("location", m.location()).put("retries", m.retries()).put("retryInterval", m.retryInterval())
            .put("startTime", m.startTime()).put("stopTime", m.stopTime());
    }

    static GetDiagnosticsResponse getDiagnosticsResponse(Fields in) throws PayloadException {
        return new GetDiagnosticsResponse(in.optionalText("fileName"));
    }

    static void write(GetDiagnosticsResponse m, PayloadWriter out) throws IOException {
        out.put("fileName", m.fileName());
    }

    static UpdateFirmwareRequest updateFirmwareRequest(Fields in) throws PayloadException {
        return new UpdateFirmwareRequest(
            in.uri("location"), in.time("retrieveDate"), in.optionalInteger("retries"), in.optionalSeconds("retryInterval"));
    }

    static void write(UpdateFirmwareRequest m, PayloadWriter out) throws IOException {
        out.put("location", m.location()).put("retrieveDate", m.retrieveDate()).put("retries", m.retries())
            .put("retryInterval", m.retryInterval());
    }
}
