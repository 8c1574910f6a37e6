package io.holdfast.charger;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * What a person, or bad luck, does at a connector. Only simulators and test rigs have this capability; the shell and tests
 * use it. Each method returns at once; what follows from it is told as events.
 */
@ConsumerType
public interface Bystander {
    /** Plugs the cable into a car that wants to charge; nothing changes if one is plugged in. */
    void plug();

    /** Pulls the cable; nothing changes if none is plugged in. */
    void unplug();

    /** Shows a token to the connector's reader. */
    void present(String token);

    /**
     * Breaks something; nothing changes if it is broken. {@link FaultCode#COMMUNICATION} cuts the link to the whole charger,
     * which then goes on by itself; {@link FaultCode#EMERGENCY_STOP} also asks for the end of charging.
     */
    void fault(FaultCode code);

    /** Mends what {@link #fault} broke; nothing changes if it is whole. */
    void clear(FaultCode code);
}
