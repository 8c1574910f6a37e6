package io.holdfast.ocpp16;

/** How far an upload of diagnostics is. */
public enum DiagnosticsStatus implements WireName {
    IDLE("Idle"), UPLOADED("Uploaded"), UPLOAD_FAILED("UploadFailed"), UPLOADING("Uploading");

    private final String wire;

    DiagnosticsStatus(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }
}
