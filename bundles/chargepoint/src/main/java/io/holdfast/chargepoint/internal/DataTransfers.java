package io.holdfast.chargepoint.internal;

import io.holdfast.ocpp16.DataTransferRequest;
import io.holdfast.ocpp16.DataTransferResponse;
import io.holdfast.ocpp16.DataTransferStatus;
import io.holdfast.session.InboundCall;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers the DataTransfers that no handler answers: nothing is known here of any vendor (OCPP 1.6 §5.6). */
final class DataTransfers {
    private static final Logger LOG = LoggerFactory.getLogger(DataTransfers.class);

    private final String chargePointId;
    private final Handlers handlers;

    DataTransfers(String chargePointId, Handlers handlers) {
        this.chargePointId = chargePointId;
        this.handlers = handlers;
    }

    void onDataTransfer(DataTransferRequest request, InboundCall call) {
        DataTransferStatus status = handlers.knowVendor(chargePointId, request.vendorId())
            ? DataTransferStatus.UNKNOWN_MESSAGE_ID : DataTransferStatus.UNKNOWN_VENDOR_ID;
        LOG.info("{}: DataTransfer {} of the vendor {}: {}", chargePointId, request.messageId().orElse("without a message id"),
            request.vendorId(), status.wire());
        call.answer(new DataTransferResponse(status, Optional.empty()));
    }
}
