package io.holdfast.charger;

import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ConsumerType;

/** Grants and takes supply. Set-points are absolute: the latest wins, and the same one may be given again. */
@ConsumerType
public interface PowerControl {
    /** Completes when the device has accepted the value; exceptionally within the driver's deadline if it has not. */
    CompletionStage<Void> apply(PowerSetpoint setpoint);
}
