package io.holdfast.ocpp16;

import static io.holdfast.ocpp16.internal.Rules.given;

/** The answer to a {@link ResetRequest}. */
public record ResetResponse(ResetStatus status) implements Response {
    public ResetResponse {
        given("Reset.conf status", status);
    }

    @Override
    public String action() {
        return "Reset";
    }
}
