package io.holdfast.charger;

import org.osgi.annotation.versioning.ConsumerType;

/** Is told what happens at a charger; may call back into the driver, returns quickly. */
@ConsumerType
public interface DriverListener {
    void onEvent(DriverEvent event);
}
