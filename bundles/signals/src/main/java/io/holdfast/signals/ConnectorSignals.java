package io.holdfast.signals;

import static io.holdfast.signals.SignalProperties.CONNECTOR_ID;
import static io.holdfast.signals.SignalProperties.DETAIL;
import static io.holdfast.signals.SignalProperties.ERROR_CODE;
import static io.holdfast.signals.SignalProperties.STATUS;
import static io.holdfast.signals.SignalProperties.VENDOR_ERROR_CODE;

import java.util.Optional;

/** What happens to a charge point's connectors. */
public final class ConnectorSignals {
    private ConnectorSignals() { }

    /**
     * A connector's status changed, whether or not the CSMS can be told.
     *
     * @param connectorId 0 is the charge point itself
     * @param status OCPP's word, for instance {@code Charging}
     * @param errorCode OCPP's word, for instance {@code NoError}
     * @param detail in words; may be empty
     */
    public static Signal status(String chargePointId, long generation, int connectorId, String status, String errorCode,
            Optional<String> vendorErrorCode, String detail) {
        return Signal.ofChargePoint(Topics.CONNECTOR_STATUS, chargePointId, generation)
            .with(CONNECTOR_ID, connectorId).with(STATUS, status).with(ERROR_CODE, errorCode)
            .with(VENDOR_ERROR_CODE, vendorErrorCode).with(DETAIL, detail).done();
    }
}
