package io.holdfast.ocpp16;

import static io.holdfast.ocpp16.internal.Rules.given;

/** The answer to a {@link SendLocalListRequest}. */
public record SendLocalListResponse(UpdateStatus status) implements Response {
    public SendLocalListResponse {
        given("SendLocalList.conf status", status);
    }

    @Override
    public String action() {
        return "SendLocalList";
    }
}
