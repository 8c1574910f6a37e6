package io.holdfast.ocpp16;

import io.holdfast.session.Request;

/** Still alive; what time is it? */
public record HeartbeatRequest() implements Request<HeartbeatResponse> {
    @Override
    public String action() {
        return "Heartbeat";
    }
}
