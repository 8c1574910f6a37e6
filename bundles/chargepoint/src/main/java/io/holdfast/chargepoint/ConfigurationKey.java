package io.holdfast.chargepoint;

/**
 * An OCPP configuration key at one moment.
 *
 * @param readOnly whether nobody may change it
 * @param source where the value comes from
 */
public record ConfigurationKey(String name, String value, boolean readOnly, Source source) {
    /** Who set a value; the later one wins over the earlier. */
    public enum Source {
        BUILT_IN, FILE,
        /** Also somebody in its stead: {@link ChargePoint#changeConfigurationKey}. */
        CSMS
    }
}
