package io.holdfast.ocpp16;

import static io.holdfast.ocpp16.internal.Rules.given;

/** The answer to an {@link UnlockConnectorRequest}. */
public record UnlockConnectorResponse(UnlockStatus status) implements Response {
    public UnlockConnectorResponse {
        given("UnlockConnector.conf status", status);
    }

    @Override
    public String action() {
        return "UnlockConnector";
    }
}
