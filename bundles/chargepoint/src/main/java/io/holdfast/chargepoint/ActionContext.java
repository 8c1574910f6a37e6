package io.holdfast.chargepoint;

import java.time.Duration;
import org.osgi.annotation.versioning.ProviderType;

/** What an {@link ActionHandler} is given with a CALL of the CSMS. Any thread. */
@ProviderType
public interface ActionContext {
    /** The charge point that was called. */
    ChargePoint chargePoint();

    /** The time until the deadline, after which an answer comes too late; zero from then on. */
    Duration remaining();
}
