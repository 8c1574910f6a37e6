package io.holdfast.ocpp16.internal;

import io.holdfast.ocpp16.MessageTrigger;
import io.holdfast.ocpp16.TriggerMessageRequest;
import io.holdfast.ocpp16.TriggerMessageResponse;
import io.holdfast.ocpp16.TriggerMessageStatus;
import io.holdfast.session.PayloadException;
import java.io.IOException;

/** The messages of the Remote Trigger profile. */
final class TriggerMessages {
    private TriggerMessages() {}

    static TriggerMessageRequest triggerMessageRequest(Fields in) throws PayloadException {
        return new TriggerMessageRequest(in.word("requestedMessage", MessageTrigger.class), in.optionalInteger("connectorId"));
    }

    static void write(TriggerMessageRequest m, PayloadWriter out) throws IOException {
        out.put("requestedMessage", m.requestedMessage()).put("connectorId", m.connectorId());
    }

    static TriggerMessageResponse triggerMessageResponse(Fields in) throws PayloadException {
        return new TriggerMessageResponse(in.word("status", TriggerMessageStatus.class));
    }

    static void write(TriggerMessageResponse m, PayloadWriter out) throws IOException {
        out.put("status", m.status());
    }
}
