package io.holdfast.session;

import java.time.Instant;
import org.osgi.annotation.versioning.ConsumerType;

/** An answer that carries the CSMS's clock: that of a Heartbeat. */
@ConsumerType
public interface CurrentTimeResponse {
    Instant currentTime();
}
