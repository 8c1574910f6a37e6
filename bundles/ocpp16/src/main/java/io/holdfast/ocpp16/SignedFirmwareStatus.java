package io.holdfast.ocpp16;

/** How far an update of signed firmware is. */
public enum SignedFirmwareStatus implements WireName {
    DOWNLOADED("Downloaded"), DOWNLOAD_FAILED("DownloadFailed"), DOWNLOADING("Downloading"), DOWNLOAD_SCHEDULED("DownloadScheduled"),
    DOWNLOAD_PAUSED("DownloadPaused"), IDLE("Idle"), INSTALLATION_FAILED("InstallationFailed"), INSTALLING("Installing"),
    INSTALLED("Installed"), INSTALL_REBOOTING("InstallRebooting"), INSTALL_SCHEDULED("InstallScheduled"),
    INSTALL_VERIFICATION_FAILED("InstallVerificationFailed"), INVALID_SIGNATURE("InvalidSignature"),
    SIGNATURE_VERIFIED("SignatureVerified");

    private final String wire;

    SignedFirmwareStatus(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }
}
