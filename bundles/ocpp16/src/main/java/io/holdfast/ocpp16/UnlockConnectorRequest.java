package io.holdfast.ocpp16;

import static io.holdfast.ocpp16.internal.Rules.atLeast;

import io.holdfast.session.Request;

/** Unlock this connector. */
public record UnlockConnectorRequest(int connectorId) implements Request<UnlockConnectorResponse> {
    public UnlockConnectorRequest {
        atLeast("UnlockConnector.req connectorId", connectorId, 0);
    }

    @Override
    public String action() {
        return "UnlockConnector";
    }
}
