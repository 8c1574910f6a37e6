package io.holdfast.signals.internal;

import io.holdfast.signals.PublishedSignal;
import io.holdfast.signals.Signal;
import io.holdfast.signals.SignalListener;
import io.holdfast.signals.SignalPublisher;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread posts everything, since EventAdmin keeps the order of one posting thread only (OSGi Compendium §113.7.3).
 *
 * <p>Immediate, because a delayed component ends with its last user, and the numbers would start again.
 */
@Component(configurationPid = "io.holdfast.signals", immediate = true)
@Designate(ocd = Config.class)
public final class OrderedPublisher implements SignalPublisher {
    static final int DEFAULT_CAPACITY = 1000;
    private static final int MAX_CAPACITY = 1_000_000;
    private static final Duration GOODBYE = Duration.ofSeconds(1);
    private static final Logger LOG = LoggerFactory.getLogger(OrderedPublisher.class);

    /** Null while there is none: signals are numbered all the same. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile EventAdmin eventAdmin;

    private final Object numbering = new Object();
    /** Guarded by numbering, so that the order in the queue is the order of the numbers. */
    private final Map<String, Long> sequences = new HashMap<>();
    /** Of the charge points; guarded by numbering. */
    private final Map<String, Long> generations = new HashMap<>();
    /** Signals lost since the queue was empty; guarded by numbering. */
    private long lost;
    /** Set inside of numbering, so that nothing is queued behind the end. */
    private volatile boolean stopped;

    /** Empty: the end. Without a bound of its own, so that the capacity can change. */
    private final BlockingQueue<Optional<PublishedSignal>> queue = new LinkedBlockingQueue<>();
    private final List<SignalListener> listeners = new CopyOnWriteArrayList<>();
    private final Thread thread = new Thread(this::post, "holdfast-signals");
    private volatile int capacity;

    @Activate
    public OrderedPublisher(Config config) {
        capacity = capacity(config, DEFAULT_CAPACITY);
        thread.setDaemon(true);
        thread.setContextClassLoader(OrderedPublisher.class.getClassLoader());
        thread.start();
    }

    @Modified
    void modified(Config config) {
        capacity = capacity(config, capacity);
    }

    private static int capacity(Config config, int otherwise) {
        String wrong;
        try {
            int value = config.queue_capacity();
            if (value >= 1 && value <= MAX_CAPACITY) {
                return value;
            }
            wrong = Integer.toString(value);
        } catch (RuntimeException e) {
            // how Declarative Services tells of a text that is no number
            wrong = e.getMessage();
        }
        LOG.error("io.holdfast.signals: queue.capacity is {}; allowed are 1 to {}; going on with {}", wrong, MAX_CAPACITY, otherwise);
        return otherwise;
    }

    @Override
    public long publish(Signal signal) {
        boolean firstLost = false;
        long sequence;
        synchronized (numbering) {
            sequence = sequences.merge(source(signal), 1L, Long::sum);
            signal.generation().ifPresent(generation -> generations.merge(source(signal), generation, Math::max));
            if (queue.size() < capacity && !stopped) {
                queue.add(Optional.of(new PublishedSignal(sequence, Instant.now(), signal)));
            } else {
                firstLost = lost++ == 0 && !stopped;
            }
        }
        if (firstLost) {
            LOG.warn("{} signals wait for EventAdmin, which is all that queue.capacity allows: signals are lost from {} number {} on;"
                + " a gap in their sequence tells which", capacity, source(signal), sequence);
        }
        return sequence;
    }

    @Override
    public long lastSequence(String chargePointId) {
        synchronized (numbering) {
            return sequences.getOrDefault(chargePoint(chargePointId), 0L);
        }
    }

    @Override
    public long lastGeneration(String chargePointId) {
        synchronized (numbering) {
            return generations.getOrDefault(chargePoint(chargePointId), 0L);
        }
    }

    private static String source(Signal signal) {
        return signal.chargePointId().map(OrderedPublisher::chargePoint)
            .orElseGet(() -> "charger " + signal.chargerId().orElseThrow());
    }

    private static String chargePoint(String id) {
        return "charge point " + id;
    }

    @Override
    public Subscription listen(SignalListener listener) {
        // an object of its own, so that a listener that listens twice can stop once
        SignalListener listening = listener::onSignal;
        listeners.add(listening);
        return () -> listeners.remove(listening);
    }

    private void post() {
        for (Optional<PublishedSignal> next = take(); next.isPresent(); next = take()) {
            post(next.get());
            if (queue.isEmpty()) {
                tellLoss();
            }
        }
    }

    /** An interrupt is our end if we are ending, and else nothing but what a listener has left behind. */
    private Optional<PublishedSignal> take() {
        while (true) {
            try {
                return queue.take();
            } catch (InterruptedException e) {
                if (stopped) {
                    return Optional.empty();
                }
            }
        }
    }

    private void post(PublishedSignal published) {
        EventAdmin admin = eventAdmin;
        if (admin != null) {
            guarded(published, () -> admin.postEvent(new Event(published.signal().topic(), published.properties())));
        }
        listeners.forEach(listener -> guarded(published, () -> listener.onSignal(published)));
    }

    private static void guarded(PublishedSignal published, Runnable delivery) {
        try {
            delivery.run();
        } catch (Throwable e) {
            LOG.error("A listener failed on {} number {}", published.signal().topic(), published.sequence(), e);
        }
    }

    private void tellLoss() {
        long told;
        synchronized (numbering) {
            told = lost;
            lost = 0;
        }
        if (told > 0) {
            LOG.info("The signals' queue is empty again; {} signals were lost", told);
        }
    }

    /** Lets out what waits, for a bounded time. */
    @Deactivate
    void deactivate() throws InterruptedException {
        end(GOODBYE);
    }

    void end(Duration goodbye) throws InterruptedException {
        synchronized (numbering) {
            stopped = true;
            queue.add(Optional.empty());
        }
        thread.join(goodbye.toMillis());
        if (thread.isAlive()) {
            // one of them is the end
            LOG.warn("A listener holds the signals up for more than {}; {} are lost", goodbye, queue.size() - 1);
            thread.interrupt();
            thread.join(goodbye.toMillis());
        }
    }
}
