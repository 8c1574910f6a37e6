package io.holdfast.signals.testing;

import io.holdfast.signals.PublishedSignal;
import io.holdfast.signals.Signal;
import io.holdfast.signals.SignalListener;
import io.holdfast.signals.SignalPublisher;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** A publisher for the tests of the rooms above: keeps what is published, and tells its listeners at once. */
public final class RecordedSignals implements SignalPublisher {
    private final Supplier<Instant> clock;
    private final List<PublishedSignal> published = new ArrayList<>();
    private final Map<String, Long> sequences = new HashMap<>();
    private final List<SignalListener> listeners = new CopyOnWriteArrayList<>();

    public RecordedSignals(Supplier<Instant> clock) {
        this.clock = clock;
    }

    @Override
    public long publish(Signal signal) {
        PublishedSignal next;
        synchronized (published) {
            next = new PublishedSignal(sequences.merge(source(signal), 1L, Long::sum), clock.get(), signal);
            published.add(next);
        }
        listeners.forEach(listener -> listener.onSignal(next));
        return next.sequence();
    }

    private static String source(Signal signal) {
        return signal.chargePointId().orElseGet(() -> "charger " + signal.chargerId().orElseThrow());
    }

    @Override
    public long lastSequence(String chargePointId) {
        synchronized (published) {
            return sequences.getOrDefault(chargePointId, 0L);
        }
    }

    @Override
    public long lastGeneration(String chargePointId) {
        return published().stream().map(PublishedSignal::signal).filter(signal -> signal.chargePointId().filter(chargePointId::equals).isPresent())
            .mapToLong(signal -> signal.generation().orElseThrow()).max().orElse(0);
    }

    @Override
    public Subscription listen(SignalListener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** Everything so far. */
    public List<PublishedSignal> published() {
        synchronized (published) {
            return List.copyOf(published);
        }
    }

    /** What was published on the topic so far. */
    public List<Signal> on(String topic) {
        return published().stream().map(PublishedSignal::signal).filter(signal -> signal.topic().equals(topic)).toList();
    }

    /** The topics so far, in order, of one charge point. */
    public List<String> topics(String chargePointId) {
        return published().stream().map(PublishedSignal::signal)
            .filter(signal -> signal.chargePointId().filter(chargePointId::equals).isPresent()).map(Signal::topic).toList();
    }

    /** That every charge point's signals keep the grammar. */
    public void assertGrammar() {
        Map<String, SignalGrammar> grammars = new HashMap<>();
        published().forEach(signal -> signal.signal().chargePointId().ifPresent(
            id -> grammars.computeIfAbsent(id, key -> SignalGrammar.fromTheStart()).accept(signal)));
    }
}
