package io.holdfast.ocpp16.internal;

import io.holdfast.ocpp16.AuthorizationStatus;
import io.holdfast.ocpp16.ChargingProfile;
import io.holdfast.ocpp16.ChargingProfileKind;
import io.holdfast.ocpp16.ChargingProfilePurpose;
import io.holdfast.ocpp16.ChargingRateUnit;
import io.holdfast.ocpp16.ChargingSchedule;
import io.holdfast.ocpp16.ChargingSchedulePeriod;
import io.holdfast.ocpp16.IdTagInfo;
import io.holdfast.ocpp16.Location;
import io.holdfast.ocpp16.Measurand;
import io.holdfast.ocpp16.MeterValue;
import io.holdfast.ocpp16.Phase;
import io.holdfast.ocpp16.ReadingContext;
import io.holdfast.ocpp16.RecurrencyKind;
import io.holdfast.ocpp16.SampledValue;
import io.holdfast.ocpp16.UnitOfMeasure;
import io.holdfast.ocpp16.ValueFormat;
import io.holdfast.session.PayloadException;
import java.io.IOException;

/** The types that several messages have in common. */
final class SharedTypes {
    private SharedTypes() {}

    static IdTagInfo idTagInfo(Fields in) throws PayloadException {
        return new IdTagInfo(in.word("status", AuthorizationStatus.class), in.optionalTime("expiryDate"), in.optionalText("parentIdTag"));
    }

    static void write(IdTagInfo m, PayloadWriter out) throws IOException {
        out.put("status", m.status()).put("expiryDate", m.expiryDate()).put("parentIdTag", m.parentIdTag());
    }

    static ChargingProfile chargingProfile(Fields in) throws PayloadException {
        return new ChargingProfile(
            in.integer("chargingProfileId"), in.integer("stackLevel"), in.word("chargingProfilePurpose", ChargingProfilePurpose.class),
            in.word("chargingProfileKind", ChargingProfileKind.class), in.object("chargingSchedule", SharedTypes::chargingSchedule),
            in.optionalInteger("transactionId"), in.optionalWord("recurrencyKind", RecurrencyKind.class), in.optionalTime("validFrom"),
            in.optionalTime("validTo"));
    }

    static void write(ChargingProfile m, PayloadWriter out) throws IOException {
        out.put("chargingProfileId", m.chargingProfileId()).put("stackLevel", m.stackLevel())
            .put("chargingProfilePurpose", m.chargingProfilePurpose()).put("chargingProfileKind", m.chargingProfileKind())
            .putObject("chargingSchedule", m.chargingSchedule(), SharedTypes::write).put("transactionId", m.transactionId())
            .put("recurrencyKind", m.recurrencyKind()).put("validFrom", m.validFrom()).put("validTo", m.validTo());
    }

    static ChargingSchedule chargingSchedule(Fields in) throws PayloadException {
        return new ChargingSchedule(
            in.word("chargingRateUnit", ChargingRateUnit.class), in.list("chargingSchedulePeriod", SharedTypes::chargingSchedulePeriod),
            in.optionalSeconds("duration"), in.optionalTime("startSchedule"), in.optionalDecimal("minChargingRate"));
    }

    static void write(ChargingSchedule m, PayloadWriter out) throws IOException {
        out.put("chargingRateUnit", m.chargingRateUnit())
            .putObjects("chargingSchedulePeriod", m.chargingSchedulePeriod(), SharedTypes::write).put("duration", m.duration())
            .put("startSchedule", m.startSchedule()).put("minChargingRate", m.minChargingRate());
    }

    static ChargingSchedulePeriod chargingSchedulePeriod(Fields in) throws PayloadException {
        return new ChargingSchedulePeriod(in.seconds("startPeriod"), in.decimal("limit"), in.optionalInteger("numberPhases"));
    }

    static void write(ChargingSchedulePeriod m, PayloadWriter out) throws IOException {
        out.put("startPeriod", m.startPeriod()).put("limit", m.limit()).put("numberPhases", m.numberPhases());
    }

    static MeterValue meterValue(Fields in) throws PayloadException {
        return new MeterValue(in.time("timestamp"), in.list("sampledValue", SharedTypes::sampledValue));
    }

    static void write(MeterValue m, PayloadWriter out) throws IOException {
        out.put("timestamp", m.timestamp()).putObjects("sampledValue", m.sampledValue(), SharedTypes::write);
    }

    static SampledValue sampledValue(Fields in) throws PayloadException {
        return new SampledValue(
            in.text("value"), in.optionalWord("context", ReadingContext.class), in.optionalWord("format", ValueFormat.class),
            in.optionalWord("measurand", Measurand.class), in.optionalWord("phase", Phase.class),
            in.optionalWord("location", Location.class), in.optionalWord("unit", UnitOfMeasure.class));
    }

    static void write(SampledValue m, PayloadWriter out) throws IOException {
        out.put("value", m.value()).put("context", m.context()).put("format", m.format()).put("measurand", m.measurand())
            .put("phase", m.phase()).put("location", m.location()).put("unit", m.unit());
    }
}
