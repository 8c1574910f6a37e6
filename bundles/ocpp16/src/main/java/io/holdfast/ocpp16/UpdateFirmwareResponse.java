package io.holdfast.ocpp16;

/** The answer to an {@link UpdateFirmwareRequest}. */
public record UpdateFirmwareResponse() implements Response {
    @Override
    public String action() {
        return "UpdateFirmware";
    }
}
