package io.holdfast.ocpp16;

import static io.holdfast.ocpp16.internal.Rules.given;

import io.holdfast.session.Request;

/** Reset the charge point. */
public record ResetRequest(ResetType type) implements Request<ResetResponse> {
    public ResetRequest {
        given("Reset.req type", type);
    }

    @Override
    public String action() {
        return "Reset";
    }
}
