package io.holdfast.client.internal;

import io.holdfast.client.ChargePointClient;
import io.holdfast.signals.OutboxSignals;
import io.holdfast.signals.StoreSignals;
import io.holdfast.store.ChargePointStore;
import io.holdfast.store.DeadLetter;
import io.holdfast.store.Dropped;
import io.holdfast.store.StoreListener;
import io.holdfast.store.StoreStatus;
import io.holdfast.strand.Strand;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What leaves the outbox otherwise than by an answer: given up, queued again or discarded by people, dropped to make room. */
final class DeadLetters implements StoreListener {
    private static final Logger LOG = LoggerFactory.getLogger(ChargePointClient.class);

    private final String id;
    private final Strand strand;
    private final ChargePointStore store;
    private final Outbox outbox;
    private final Consumer<Outbox.SignalOf> signals;

    DeadLetters(String id, Strand strand, ChargePointStore store, Outbox outbox, Consumer<Outbox.SignalOf> signals) {
        this.id = id;
        this.strand = strand;
        this.store = store;
        this.outbox = outbox;
        this.signals = signals;
    }

    CompletionStage<Integer> requeue(Set<Long> numbers) {
        return change(numbers, store::requeue, letter -> {
            LOG.info("{}: {} number {} is queued again", id, letter.message().action(), letter.number());
            signals.accept((cp, generation) -> OutboxSignals.queued(cp, generation, letter.number(), letter.message().action(),
                letter.message().kind().name(), letter.message().transaction()));
        });
    }

    CompletionStage<Integer> discard(Set<Long> numbers) {
        return change(numbers, store::discard, letter -> {
            LOG.warn("{}: {} number {} is discarded and will never reach the CSMS: {}", id, letter.message().action(), letter.number(),
                letter.message().payload());
            signals.accept((cp, generation) -> OutboxSignals.discarded(cp, generation, letter.number(), letter.message().action(),
                letter.message().kind().name(), letter.message().transaction()));
        });
    }

    private CompletionStage<Integer> change(Set<Long> numbers, Function<Set<Long>, CompletionStage<Integer>> change, Consumer<DeadLetter> told) {
        CompletionStage<List<DeadLetter>> before = store.deadLetters();
        // the store keeps the order: what is changed is what was read
        return change.apply(numbers).thenCombine(before, (changed, letters) -> {
            strand.execute(() -> {
                letters.stream().filter(letter -> numbers.contains(letter.number())).forEach(told);
                outbox.changed();
            });
            return changed;
        }).thenApplyAsync(changed -> changed, strand.offStrand());
    }

    @Override
    public void onStatus(StoreStatus status) {
        strand.execute(() -> signals.accept((cp, generation) -> status.writable() ? StoreSignals.recovered(cp, generation)
            : StoreSignals.degraded(cp, generation, status.detail())));
    }

    @Override
    public void onDropped(List<Dropped> dropped) {
        strand.execute(() -> {
            dropped.forEach(of -> signals.accept((cp, generation) -> OutboxSignals.dropped(cp, generation, of.transaction(), of.messages(),
                of.bytes())));
            outbox.changed();
        });
    }
}
