package com.example.parking;

import io.holdfast.chargepoint.ActionContext;
import io.holdfast.chargepoint.ActionHandler;
import io.holdfast.chargepoint.Reply;
import io.holdfast.ocpp16.ResetRequest;
import io.holdfast.ocpp16.ResetResponse;
import io.holdfast.ocpp16.ResetStatus;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.osgi.service.component.annotations.Component;

/** Lets the CSMS reset a charge point only while no car charges there. */
@Component(property = ActionHandler.ACTION + "=Reset")
public final class ResetWhenIdle implements ActionHandler<ResetRequest, ResetResponse> {
    @Override
    public CompletionStage<Reply<ResetResponse>> handle(ResetRequest request, ActionContext context) {
        boolean charging = context.chargePoint().connectors().stream().anyMatch(connector -> connector.transaction().isPresent());
        return CompletableFuture.completedFuture(
            charging ? Reply.answer(new ResetResponse(ResetStatus.REJECTED)) : Reply.passOn());
    }
}
