package io.holdfast.ocpp16;

import static io.holdfast.ocpp16.internal.Rules.text;

import java.util.Optional;

/**
 * The answer to a {@link GetDiagnosticsRequest}.
 *
 * @param fileName absent: there is nothing to upload
 */
public record GetDiagnosticsResponse(Optional<String> fileName) implements Response {
    public GetDiagnosticsResponse {
        text("GetDiagnostics.conf fileName", fileName, 255);
    }

    @Override
    public String action() {
        return "GetDiagnostics";
    }
}
