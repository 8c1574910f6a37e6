package io.holdfast.signals;

import static io.holdfast.signals.SignalProperties.ACTIVE;
import static io.holdfast.signals.SignalProperties.CONNECTOR_ID;
import static io.holdfast.signals.SignalProperties.DETAIL;
import static io.holdfast.signals.SignalProperties.FAULT;
import static io.holdfast.signals.SignalProperties.LINK;
import static io.holdfast.signals.SignalProperties.SEVERITY;
import static io.holdfast.signals.SignalProperties.VENDOR_ERROR_CODE;

/** What happens to a charger, whichever charge point uses it, if any. */
public final class ChargerSignals {
    private ChargerSignals() { }

    /** @param link {@code CONNECTING}, {@code UP} or {@code DOWN} */
    public static Signal link(String chargerId, String link, String detail) {
        return Signal.ofCharger(Topics.CHARGER_LINK, chargerId).with(LINK, link).with(DETAIL, detail).done();
    }

    /**
     * A fault began.
     *
     * @param connector the charger's own, from 1; 0 is the station
     * @param vendorCode may be empty
     * @param detail may be empty
     */
    public static Signal faultRaised(String chargerId, int connector, String fault, String severity, String vendorCode,
            String detail) {
        return Signal.ofCharger(Topics.CHARGER_FAULT, chargerId).with(CONNECTOR_ID, connector).with(FAULT, fault)
            .with(ACTIVE, true).with(SEVERITY, severity).with(VENDOR_ERROR_CODE, vendorCode).with(DETAIL, detail).done();
    }

    /** A fault ended. */
    public static Signal faultCleared(String chargerId, int connector, String fault) {
        return Signal.ofCharger(Topics.CHARGER_FAULT, chargerId).with(CONNECTOR_ID, connector).with(FAULT, fault)
            .with(ACTIVE, false).done();
    }
}
