package io.holdfast.ocpp16;

/** How far an update of the firmware is. */
public enum FirmwareStatus implements WireName {
    DOWNLOADED("Downloaded"), DOWNLOAD_FAILED("DownloadFailed"), DOWNLOADING("Downloading"), IDLE("Idle"),
    INSTALLATION_FAILED("InstallationFailed"), INSTALLING("Installing"), INSTALLED("Installed");

    private final String wire;

    FirmwareStatus(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }
}
