package io.holdfast.chargepoint.internal;

import io.holdfast.ocpp16.DataTransferRequest;
import io.holdfast.ocpp16.DataTransferResponse;
import io.holdfast.ocpp16.DataTransferStatus;
import io.holdfast.session.InboundCall;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers DataTransfer: no vendor is known here (OCPP 1.6 §5.6). */
final class DataTransfers {
    private static final Logger LOG = LoggerFactory.getLogger(DataTransfers.class);

    private final String chargePointId;

    DataTransfers(String chargePointId) {
        this.chargePointId = chargePointId;
    }

    void onDataTransfer(DataTransferRequest request, InboundCall call) {
        LOG.info("{}: DataTransfer of the unknown vendor {}", chargePointId, request.vendorId());
        call.answer(new DataTransferResponse(DataTransferStatus.UNKNOWN_VENDOR_ID, Optional.empty()));
    }
}
