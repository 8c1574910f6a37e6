package io.holdfast.charger;

/**
 * What a connector may give.
 *
 * @param supply whether energy may flow at all
 * @param limitAmperes per phase; below the 6 A of IEC 61851-1 the charger pauses
 */
public record PowerSetpoint(boolean supply, double limitAmperes) {
    public static final PowerSetpoint OFF = new PowerSetpoint(false, 0);

    public PowerSetpoint {
        if (!(limitAmperes >= 0)) {
            throw new IllegalArgumentException("limitAmperes " + limitAmperes + " is not 0 or more");
        }
    }
}
