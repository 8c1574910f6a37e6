package io.holdfast.ocpp16;

import static io.holdfast.ocpp16.internal.Rules.atLeast;
import static io.holdfast.ocpp16.internal.Rules.given;

import io.holdfast.session.Request;
import java.util.OptionalInt;

/**
 * Send this message as if its time had come.
 *
 * @param connectorId absent: all to which the message applies
 */
public record TriggerMessageRequest(MessageTrigger requestedMessage, OptionalInt connectorId) implements Request<TriggerMessageResponse> {
    public TriggerMessageRequest {
        given("TriggerMessage.req requestedMessage", requestedMessage);
        atLeast("TriggerMessage.req connectorId", connectorId, 0);
    }

    @Override
    public String action() {
        return "TriggerMessage";
    }
}
