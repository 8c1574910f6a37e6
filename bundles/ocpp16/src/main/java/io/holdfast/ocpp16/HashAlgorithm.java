package io.holdfast.ocpp16;

/** The hash of a certificate's names and keys. */
public enum HashAlgorithm implements WireName {
    SHA256("SHA256"), SHA384("SHA384"), SHA512("SHA512");

    private final String wire;

    HashAlgorithm(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }
}
