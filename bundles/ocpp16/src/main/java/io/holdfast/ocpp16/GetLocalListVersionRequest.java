package io.holdfast.ocpp16;

import io.holdfast.session.Request;

/** Which local authorization list is there? */
public record GetLocalListVersionRequest() implements Request<GetLocalListVersionResponse> {
    @Override
    public String action() {
        return "GetLocalListVersion";
    }
}
