package io.holdfast.charger;

import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ConsumerType;

/** The lock that holds the cable. A tethered connector has none. */
@ConsumerType
public interface LockControl {
    /** Completes when the bolt has moved or has failed to. */
    CompletionStage<UnlockResult> unlock();
}
