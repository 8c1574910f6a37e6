package io.holdfast.ocpp16;

import static io.holdfast.ocpp16.internal.Rules.given;
import static io.holdfast.ocpp16.internal.Rules.text;

import java.util.Optional;

/** The answer to a {@link GetLogRequest}. */
public record GetLogResponse(LogStatus status, Optional<String> filename) implements Response {
    public GetLogResponse {
        given("GetLog.conf status", status);
        text("GetLog.conf filename", filename, 255);
    }

    @Override
    public String action() {
        return "GetLog";
    }
}
