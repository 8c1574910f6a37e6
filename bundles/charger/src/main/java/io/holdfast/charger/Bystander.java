package io.holdfast.charger;

import org.osgi.annotation.versioning.ConsumerType;

/** What a person does at a charger. Only simulators and test rigs have this capability; the shell and tests use it. */
@ConsumerType
public interface Bystander {
    /** Plugs the cable into a car that wants to charge; nothing changes if one is plugged in. */
    void plug();

    /** Pulls the cable; nothing changes if none is plugged in. */
    void unplug();

    /** Shows a token to the connector's reader. */
    void present(String token);
}
