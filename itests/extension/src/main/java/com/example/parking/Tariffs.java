package com.example.parking;

import io.holdfast.chargepoint.ActionContext;
import io.holdfast.chargepoint.DataTransferHandler;
import io.holdfast.chargepoint.Reply;
import io.holdfast.ocpp16.DataTransferRequest;
import io.holdfast.ocpp16.DataTransferResponse;
import io.holdfast.ocpp16.DataTransferStatus;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.osgi.service.component.annotations.Component;

/** Takes the tariff that the CSMS sends, and tells it when the display has shown it. */
@Component(property = {DataTransferHandler.VENDOR_ID + "=com.example.parking", DataTransferHandler.MESSAGE_ID + "=Tariff"})
public final class Tariffs implements DataTransferHandler {
    @Override
    public CompletionStage<Reply<DataTransferResponse>> handle(DataTransferRequest request, ActionContext context) {
        if (request.data().isEmpty()) {
            return answer(DataTransferStatus.REJECTED, () -> { });
        }
        return answer(DataTransferStatus.ACCEPTED, () -> context.chargePoint().call(
            new DataTransferRequest(request.vendorId(), Optional.of("TariffShown"), request.data())));
    }

    private static CompletionStage<Reply<DataTransferResponse>> answer(DataTransferStatus status, Runnable afterwards) {
        return CompletableFuture.completedFuture(Reply.answer(new DataTransferResponse(status, Optional.empty()), afterwards));
    }
}
