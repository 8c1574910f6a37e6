package io.holdfast.charger;

import org.osgi.annotation.versioning.ConsumerType;

/** Ends with {@link #close}; at most the event that is being delivered still arrives. */
@ConsumerType
public interface Subscription extends AutoCloseable {
    @Override
    void close();
}
