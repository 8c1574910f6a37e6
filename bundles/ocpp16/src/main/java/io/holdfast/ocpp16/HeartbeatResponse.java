package io.holdfast.ocpp16;

import static io.holdfast.ocpp16.internal.Rules.time;

import io.holdfast.session.CurrentTimeResponse;
import java.time.Instant;

/** The answer to a {@link HeartbeatRequest}. */
public record HeartbeatResponse(Instant currentTime) implements Response, CurrentTimeResponse {
    public HeartbeatResponse {
        currentTime = time("Heartbeat.conf currentTime", currentTime);
    }

    @Override
    public String action() {
        return "Heartbeat";
    }
}
