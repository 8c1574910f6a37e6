package io.holdfast.ocpp16;

/** How far an upload of a log is. */
public enum UploadLogStatus implements WireName {
    BAD_MESSAGE("BadMessage"), IDLE("Idle"), NOT_SUPPORTED_OPERATION("NotSupportedOperation"), PERMISSION_DENIED("PermissionDenied"),
    UPLOADED("Uploaded"), UPLOAD_FAILURE("UploadFailure"), UPLOADING("Uploading");

    private final String wire;

    UploadLogStatus(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }
}
