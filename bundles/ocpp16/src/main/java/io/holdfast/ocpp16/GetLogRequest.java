package io.holdfast.ocpp16;

import static io.holdfast.ocpp16.internal.Rules.atLeast;
import static io.holdfast.ocpp16.internal.Rules.given;
import static io.holdfast.ocpp16.internal.Rules.notNegative;

import io.holdfast.session.Request;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Upload a log.
 *
 * @param requestId named by the LogStatusNotifications that follow
 * @param retryInterval whole seconds
 */
public record GetLogRequest(
        LogParameters log, LogType logType, int requestId, OptionalInt retries,
        Optional<Duration> retryInterval) implements Request<GetLogResponse> {
    public GetLogRequest {
        given("GetLog.req log", log);
        given("GetLog.req logType", logType);
        atLeast("GetLog.req retries", retries, 0);
        notNegative("GetLog.req retryInterval", retryInterval);
    }

    @Override
    public String action() {
        return "GetLog";
    }
}
