package io.holdfast.itests.misbehaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.signals.PublishedSignal;
import io.holdfast.signals.Signal;
import io.holdfast.signals.SignalListener;
import io.holdfast.signals.SignalPublisher;
import io.holdfast.signals.testing.SignalGrammar;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What one charge point tells: checked as it comes, and handed out once, in order. */
final class Signals implements SignalPublisher {
    private final LinkedBlockingQueue<Signal> unread = new LinkedBlockingQueue<>();
    private final List<AssertionError> breaches = new ArrayList<>();
    private final SignalGrammar grammar = SignalGrammar.fromTheStart();
    private long sequence;
    private long generation;
    private int delivered;

    @Override
    public synchronized long publish(Signal signal) {
        try {
            grammar.accept(new PublishedSignal(++sequence, Instant.now(), signal));
        } catch (AssertionError e) {
            breaches.add(e);
        }
        delivered += signal.topic().endsWith("/DELIVERED") ? 1 : 0;
        generation = Math.max(generation, signal.generation().orElse(0));
        unread.add(signal);
        return sequence;
    }

    @Override
    public synchronized long lastSequence(String chargePointId) {
        return sequence;
    }

    @Override
    public synchronized long lastGeneration(String chargePointId) {
        return generation;
    }

    @Override
    public Subscription listen(SignalListener listener) {
        throw new UnsupportedOperationException("nobody listens here");
    }

    synchronized int delivered() {
        return delivered;
    }

    synchronized List<AssertionError> breaches() {
        return List.copyOf(breaches);
    }

    /** The next signal that nobody has read; fails after the deadline. */
    Signal next(long deadlineNanos) throws InterruptedException {
        Signal signal = unread.poll(deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (signal == null) {
            throw new AssertionError("no further signal in time");
        }
        return signal;
    }

    /** Reads on to one of this topic with these properties among its own. */
    void await(String topic, Map<String, Object> properties) throws InterruptedException {
        long deadline = System.nanoTime() + Station.PATIENCE.toNanos();
        Signal signal = next(deadline);
        while (!signal.topic().equals(topic) || !signal.properties().entrySet().containsAll(properties.entrySet())) {
            signal = next(deadline);
        }
    }

    /** Reads on to the next of this topic, which must have these properties among its own. */
    void expect(String topic, Map<String, Object> properties) throws InterruptedException {
        List<String> passed = new ArrayList<>();
        long deadline = System.nanoTime() + Station.PATIENCE.toNanos();
        try {
            Signal signal = next(deadline);
            while (!signal.topic().equals(topic)) {
                passed.add(signal.topic() + signal.properties());
                signal = next(deadline);
            }
            assertThat(signal.properties()).as("properties of %s", topic).containsAllEntriesOf(properties);
        } catch (AssertionError e) {
            throw new AssertionError("waiting for " + topic + " " + properties + ", there came " + passed, e);
        }
    }
}
