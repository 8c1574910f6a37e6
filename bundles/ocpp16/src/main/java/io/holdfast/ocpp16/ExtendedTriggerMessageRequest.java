package io.holdfast.ocpp16;

import static io.holdfast.ocpp16.internal.Rules.atLeast;
import static io.holdfast.ocpp16.internal.Rules.given;

import io.holdfast.session.Request;
import java.util.OptionalInt;

/**
 * Send this message as if its time had come; knows those of the security extension.
 *
 * @param connectorId absent: all to which the message applies
 */
public record ExtendedTriggerMessageRequest(
        ExtendedMessageTrigger requestedMessage, OptionalInt connectorId) implements Request<ExtendedTriggerMessageResponse> {
    public ExtendedTriggerMessageRequest {
        given("ExtendedTriggerMessage.req requestedMessage", requestedMessage);
        atLeast("ExtendedTriggerMessage.req connectorId", connectorId, 0);
    }

    @Override
    public String action() {
        return "ExtendedTriggerMessage";
    }
}
