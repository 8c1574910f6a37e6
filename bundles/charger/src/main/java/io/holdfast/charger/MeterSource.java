package io.holdfast.charger;

import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ConsumerType;

/** The meter of a connector. */
@ConsumerType
public interface MeterSource {
    /** Reads it now; completes exceptionally if the device does not answer in time. */
    CompletionStage<MeterSample> read();
}
