package io.holdfast.strand;

import org.osgi.annotation.versioning.ProviderType;

/** A task that waits for its time. */
@ProviderType
public interface Timer {
    /** Cancels it. Cancelled on its strand, the task will not run, even if its time has come and it is queued. */
    void cancel();
}
