package io.holdfast.ocpp16;

import static io.holdfast.ocpp16.internal.Rules.given;

/** The answer to a {@link SignedUpdateFirmwareRequest}. */
public record SignedUpdateFirmwareResponse(UpdateFirmwareStatus status) implements Response {
    public SignedUpdateFirmwareResponse {
        given("SignedUpdateFirmware.conf status", status);
    }

    @Override
    public String action() {
        return "SignedUpdateFirmware";
    }
}
