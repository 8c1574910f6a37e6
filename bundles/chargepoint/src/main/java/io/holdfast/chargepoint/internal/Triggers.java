package io.holdfast.chargepoint.internal;

import io.holdfast.client.ApplicationContext;
import io.holdfast.ocpp16.HeartbeatRequest;
import io.holdfast.ocpp16.MessageTrigger;
import io.holdfast.ocpp16.TriggerMessageRequest;
import io.holdfast.ocpp16.TriggerMessageResponse;
import io.holdfast.ocpp16.TriggerMessageStatus;
import io.holdfast.session.InboundCall;
import io.holdfast.session.Session.Urgency;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Sends a message because the CSMS asks for it, the answer first (OCPP 1.6 §5.17). */
final class Triggers {
    private final ApplicationContext context;
    private final Connectors connectors;
    private final StatusReporter reporter;
    private final Metering metering;

    Triggers(ApplicationContext context, Connectors connectors, StatusReporter reporter, Metering metering) {
        this.context = context;
        this.connectors = connectors;
        this.reporter = reporter;
        this.metering = metering;
    }

    void onTrigger(TriggerMessageRequest request, InboundCall call) {
        TriggerMessageStatus status = status(request);
        call.answer(new TriggerMessageResponse(status));
        if (status == TriggerMessageStatus.ACCEPTED) {
            send(request.requestedMessage(), request.connectorId());
        }
    }

    private TriggerMessageStatus status(TriggerMessageRequest request) {
        return switch (request.requestedMessage()) {
            // once accepted, a BootNotification has nothing to tell (OCPP 1.6 errata 3.35)
            case BOOT_NOTIFICATION -> context.online() ? TriggerMessageStatus.REJECTED : TriggerMessageStatus.ACCEPTED;
            case HEARTBEAT -> TriggerMessageStatus.ACCEPTED;
            case STATUS_NOTIFICATION -> known(request.connectorId(), true);
            case METER_VALUES -> known(request.connectorId(), false);
            // the profile FirmwareManagement is not among the SupportedFeatureProfiles
            case DIAGNOSTICS_STATUS_NOTIFICATION, FIRMWARE_STATUS_NOTIFICATION -> TriggerMessageStatus.NOT_IMPLEMENTED;
        };
    }

    private TriggerMessageStatus known(OptionalInt connectorId, boolean zeroToo) {
        boolean known = connectorId.isEmpty() || connectors.find(connectorId.getAsInt()).isPresent()
            || zeroToo && connectorId.getAsInt() == 0;
        return known ? TriggerMessageStatus.ACCEPTED : TriggerMessageStatus.REJECTED;
    }

    private void send(MessageTrigger message, OptionalInt connectorId) {
        switch (message) {
            case BOOT_NOTIFICATION -> context.bootNotification();
            case HEARTBEAT -> context.call(new HeartbeatRequest(), Urgency.TRIGGERED, outcome -> { });
            case STATUS_NOTIFICATION -> reporter.trigger(
                connectorId.isPresent() ? Optional.of(connectorId.getAsInt()) : Optional.empty());
            case METER_VALUES -> metering.trigger(connectorId.isPresent()
                ? connectors.find(connectorId.getAsInt()).stream().toList() : List.copyOf(connectors.all()));
            default -> throw new IllegalArgumentException(message.wire() + " can't be triggered");
        }
    }
}
