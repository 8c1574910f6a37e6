package io.holdfast.ocpp16.internal;

import io.holdfast.ocpp16.ChargingProfilePurpose;
import io.holdfast.ocpp16.ChargingProfileStatus;
import io.holdfast.ocpp16.ChargingRateUnit;
import io.holdfast.ocpp16.ClearChargingProfileRequest;
import io.holdfast.ocpp16.ClearChargingProfileResponse;
import io.holdfast.ocpp16.ClearChargingProfileStatus;
import io.holdfast.ocpp16.GetCompositeScheduleRequest;
import io.holdfast.ocpp16.GetCompositeScheduleResponse;
import io.holdfast.ocpp16.GetCompositeScheduleStatus;
import io.holdfast.ocpp16.SetChargingProfileRequest;
import io.holdfast.ocpp16.SetChargingProfileResponse;
import io.holdfast.session.PayloadException;
import java.io.IOException;

/** The messages of the Smart Charging profile. */
final class SmartChargingMessages {
    private SmartChargingMessages() {}

    static ClearChargingProfileRequest clearChargingProfileRequest(Fields in) throws PayloadException {
        return new ClearChargingProfileRequest(
            in.optionalInteger("id"), in.optionalInteger("connectorId"),
            in.optionalWord("chargingProfilePurpose", ChargingProfilePurpose.class), in.optionalInteger("stackLevel"));
    }

    static void write(ClearChargingProfileRequest m, PayloadWriter out) throws IOException {
        out.put("id", m.id()).put("connectorId", m.connectorId()).put("chargingProfilePurpose", m.chargingProfilePurpose())
            .put("stackLevel", m.stackLevel());
    }

    static ClearChargingProfileResponse clearChargingProfileResponse(Fields in) throws PayloadException {
        return new ClearChargingProfileResponse(in.word("status", ClearChargingProfileStatus.class));
    }

    static void write(ClearChargingProfileResponse m, PayloadWriter out) throws IOException {
        out.put("status", m.status());
    }

    static GetCompositeScheduleRequest getCompositeScheduleRequest(Fields in) throws PayloadException {
        return new GetCompositeScheduleRequest(
            in.integer("connectorId"), in.seconds("duration"), in.optionalWord("chargingRateUnit", ChargingRateUnit.class));
    }

    static void write(GetCompositeScheduleRequest m, PayloadWriter out) throws IOException {
        out.put("connectorId", m.connectorId()).put("duration", m.duration()).put("chargingRateUnit", m.chargingRateUnit());
    }

    static GetCompositeScheduleResponse getCompositeScheduleResponse(Fields in) throws PayloadException {
        return new GetCompositeScheduleResponse(
            in.word("status", GetCompositeScheduleStatus.class), in.optionalInteger("connectorId"), in.optionalTime("scheduleStart"),
            in.optionalObject("chargingSchedule", SharedTypes::chargingSchedule));
    }

    static void write(GetCompositeScheduleResponse m, PayloadWriter out) throws IOException {
        out.put("status", m.status()).put("connectorId", m.connectorId()).put("scheduleStart", m.scheduleStart())
            .putOptionalObject("chargingSchedule", m.chargingSchedule(), SharedTypes::write);
    }

    static SetChargingProfileRequest setChargingProfileRequest(Fields in) throws PayloadException {
        return new SetChargingProfileRequest(in.integer("connectorId"), in.object("csChargingProfiles", SharedTypes::chargingProfile));
    }

    static void write(SetChargingProfileRequest m, PayloadWriter out) throws IOException {
        out.put("connectorId", m.connectorId()).putObject("csChargingProfiles", m.csChargingProfiles(), SharedTypes::write);
    }

    static SetChargingProfileResponse setChargingProfileResponse(Fields in) throws PayloadException {
        return new SetChargingProfileResponse(in.word("status", ChargingProfileStatus.class));
    }

    static void write(SetChargingProfileResponse m, PayloadWriter out) throws IOException {
        out.put("status", m.status());
    }
}
