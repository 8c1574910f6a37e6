package io.holdfast.ocpp16;

import static io.holdfast.ocpp16.internal.Rules.text;

import io.holdfast.session.Request;
import java.util.Optional;

/**
 * The charge point announces itself; nothing else may be sent until it is Accepted.
 *
 * @param chargeBoxSerialNumber deprecated by OCPP 1.6
 * @param iccid of the SIM card
 * @param imsi of the SIM card
 */
public record BootNotificationRequest(
        String chargePointVendor, String chargePointModel, Optional<String> chargePointSerialNumber,
        Optional<String> chargeBoxSerialNumber, Optional<String> firmwareVersion, Optional<String> iccid, Optional<String> imsi,
        Optional<String> meterType, Optional<String> meterSerialNumber) implements Request<BootNotificationResponse> {
    public BootNotificationRequest {
        text("BootNotification.req chargePointVendor", chargePointVendor, 20);
        text("BootNotification.req chargePointModel", chargePointModel, 20);
        text("BootNotification.req chargePointSerialNumber", chargePointSerialNumber, 25);
        text("BootNotification.req chargeBoxSerialNumber", chargeBoxSerialNumber, 25);
        text("BootNotification.req firmwareVersion", firmwareVersion, 50);
        text("BootNotification.req iccid", iccid, 20);
        text("BootNotification.req imsi", imsi, 20);
        text("BootNotification.req meterType", meterType, 25);
        text("BootNotification.req meterSerialNumber", meterSerialNumber, 25);
    }

    @Override
    public String action() {
        return "BootNotification";
    }

    /** The required fields alone. */
    public static BootNotificationRequest of(String chargePointVendor, String chargePointModel) {
        return new BootNotificationRequest(chargePointVendor, chargePointModel, Optional.empty(), Optional.empty(), Optional.empty(),
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }
}
