package io.holdfast.signals;

import org.osgi.annotation.versioning.ConsumerType;

/** Follows signals inside the process. */
@ConsumerType
@FunctionalInterface
public interface SignalListener {
    /** Called on the publisher's one thread, in order; must return soon. What it throws is logged. */
    void onSignal(PublishedSignal published);
}
