package io.holdfast.charger;

import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ConsumerType;

/** Takes a connector out of service and back (pilot state F where the device can). */
@ConsumerType
public interface AvailabilityControl {
    CompletionStage<Void> setAvailable(boolean available);
}
