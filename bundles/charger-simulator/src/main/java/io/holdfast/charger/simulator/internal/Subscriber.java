package io.holdfast.charger.simulator.internal;

import io.holdfast.charger.DriverEvent;
import io.holdfast.charger.DriverListener;
import io.holdfast.charger.Subscription;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One who is told, until he no longer wants to be. */
final class Subscriber implements Subscription {
    private static final Logger LOG = LoggerFactory.getLogger(Subscriber.class);

    private final String chargerId;
    private final DriverListener listener;
    private volatile boolean closed;

    Subscriber(String chargerId, DriverListener listener) {
        this.chargerId = chargerId;
        this.listener = listener;
    }

    boolean closed() {
        return closed;
    }

    void tell(List<DriverEvent> events) {
        for (DriverEvent event : events) {
            if (closed) {
                return;
            }
            try {
                listener.onEvent(event);
            } catch (RuntimeException | Error e) {
                LOG.warn("A listener of the simulated charger {} failed on {}", chargerId, event, e);
            }
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
