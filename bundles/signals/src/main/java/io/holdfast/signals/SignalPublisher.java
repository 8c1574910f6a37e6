package io.holdfast.signals;

import org.osgi.annotation.versioning.ProviderType;

/** Numbers signals and posts them to EventAdmin, in order; registered as an OSGi service. Any thread may call it. */
@ProviderType
public interface SignalPublisher {
    /**
     * Queues the signal and returns at once. If the queue is full it is lost, and its number with it. Signals of one charge
     * point must come from its strand, or their order means nothing.
     *
     * @return its number, counted from 1 for each charge point and for each charger, without a gap
     */
    long publish(Signal signal);

    /** The number of the charge point's last signal; 0 if there was none. A snapshot taken on its strand is as of this. */
    long lastSequence(String chargePointId);

    /** The highest generation of the charge point's signals, for a new client of it to go on from; 0 if there was none. */
    long lastGeneration(String chargePointId);

    /** Tells the listener of every signal from now on, whether there is an EventAdmin or not. */
    Subscription listen(SignalListener listener);

    /** Ends what {@link #listen} began. */
    @ProviderType
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }
}
