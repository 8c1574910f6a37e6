package io.holdfast.ocpp16;

import static io.holdfast.ocpp16.internal.Rules.given;

/** The answer to a {@link TriggerMessageRequest}. */
public record TriggerMessageResponse(TriggerMessageStatus status) implements Response {
    public TriggerMessageResponse {
        given("TriggerMessage.conf status", status);
    }

    @Override
    public String action() {
        return "TriggerMessage";
    }
}
