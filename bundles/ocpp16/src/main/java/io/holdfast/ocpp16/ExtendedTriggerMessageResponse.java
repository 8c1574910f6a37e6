package io.holdfast.ocpp16;

import static io.holdfast.ocpp16.internal.Rules.given;

/** The answer to an {@link ExtendedTriggerMessageRequest}. */
public record ExtendedTriggerMessageResponse(TriggerMessageStatus status) implements Response {
    public ExtendedTriggerMessageResponse {
        given("ExtendedTriggerMessage.conf status", status);
    }

    @Override
    public String action() {
        return "ExtendedTriggerMessage";
    }
}
