package io.holdfast.store.testing;

import io.holdfast.store.ChargePointStore;
import io.holdfast.store.DeadLetter;
import io.holdfast.store.Dropped;
import io.holdfast.store.MessageKind;
import io.holdfast.store.OutboxEntry;
import io.holdfast.store.OutboxMessage;
import io.holdfast.store.OutboxSize;
import io.holdfast.store.RunningTransaction;
import io.holdfast.store.StartAnswer;
import io.holdfast.store.StoreListener;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One charge point of a {@link MemoryStore}. Guarded by itself, since callers on several threads may run their work at once. */
final class ChargePointMemory implements ChargePointStore {
    private static final Logger LOG = LoggerFactory.getLogger(ChargePointMemory.class);

    private final MemoryStore store;
    private final TreeMap<Long, OutboxEntry> outbox = new TreeMap<>();
    private final TreeMap<Long, DeadLetter> deadLetters = new TreeMap<>();
    private final Map<String, RunningTransaction> journal = new LinkedHashMap<>();
    private final Map<String, StartAnswer> startAnswers = new LinkedHashMap<>();
    private final Map<String, String> variables = new TreeMap<>();
    private final List<StoreListener> listeners = new CopyOnWriteArrayList<>();
    private final Map<Optional<String>, Dropped> dropped = new LinkedHashMap<>();
    private long lastNumber;

    ChargePointMemory(MemoryStore store) {
        this.store = store;
    }

    synchronized ChargePointMemory copyFor(MemoryStore next) {
        ChargePointMemory copy = new ChargePointMemory(next);
        copy.outbox.putAll(outbox);
        copy.deadLetters.putAll(deadLetters);
        copy.journal.putAll(journal);
        copy.startAnswers.putAll(startAnswers);
        copy.variables.putAll(variables);
        copy.dropped.putAll(dropped);
        copy.lastNumber = lastNumber;
        return copy;
    }

    @Override
    public CompletionStage<Long> append(OutboxMessage message, Optional<RunningTransaction> entry) {
        return locked(() -> {
            if (entry.isPresent() && !message.transaction().equals(entry.map(RunningTransaction::transaction))) {
                throw new IllegalArgumentException("journal entry of another transaction than its message");
            }
            long number = ++lastNumber;
            outbox.put(number, new OutboxEntry(number, message, 0, OptionalInt.empty()));
            makeRoom();
            switch (message.kind()) {
                case START -> entry.ifPresent(running -> journal.put(running.transaction(), running));
                case METER -> entry.ifPresent(running -> journal.replace(running.transaction(), running));
                case STOP -> journal.remove(message.transaction().orElseThrow());
            }
            return number;
        });
    }

    @Override
    public CompletionStage<Optional<OutboxEntry>> head() {
        return locked(() -> outbox.values().stream().findFirst().map(entry -> new OutboxEntry(entry.number(),
                entry.message(), entry.attempts(), idOf(entry.message().transaction().orElse(null)))));
    }

    @Override
    public CompletionStage<OutboxSize> outboxSize() {
        return locked(() -> new OutboxSize(outbox.size(), outbox.values().stream()
            .mapToLong(entry -> bytes(entry.message())).sum()));
    }

    @Override
    public CompletionStage<Void> countAttempt(long number) {
        return locked(() -> {
            outbox.computeIfPresent(number, (same, entry) ->
                new OutboxEntry(same, entry.message(), entry.attempts() + 1, OptionalInt.empty()));
            return null;
        });
    }

    @Override
    public CompletionStage<Void> acknowledge(long number, Optional<StartAnswer> answer) {
        return locked(() -> {
            OutboxEntry entry = outbox.remove(number);
            if (entry != null && answer.isPresent()) {
                entry.message().transaction().ifPresent(name -> startAnswers.put(name, answer.get()));
            }
            if (entry != null && entry.message().kind() == MessageKind.STOP && messages().noneMatch(
                    message -> message.transaction().equals(entry.message().transaction()))) {
                startAnswers.remove(entry.message().transaction().orElseThrow());
            }
            return null;
        });
    }

    @Override
    public CompletionStage<Void> bury(long number, String reason) {
        return locked(() -> {
            OutboxEntry entry = outbox.remove(number);
            if (entry != null) {
                deadLetters.put(number, new DeadLetter(number, entry.message(), entry.attempts(), reason, Instant.now()));
            }
            return null;
        });
    }

    @Override
    public CompletionStage<List<DeadLetter>> deadLetters() {
        return locked(() -> List.copyOf(deadLetters.values()));
    }

    @Override
    public CompletionStage<Integer> deadLetterCount() {
        return locked(deadLetters::size);
    }

    @Override
    public CompletionStage<Integer> requeue(Set<Long> numbers) {
        return locked(() -> {
            List<DeadLetter> letters = numbers.stream().map(deadLetters::get).filter(Objects::nonNull).toList();
            letters.forEach(letter -> outbox.put(letter.number(),
                    new OutboxEntry(letter.number(), letter.message(), 0, OptionalInt.empty())));
            deadLetters.keySet().removeAll(numbers);
            return letters.size();
        });
    }

    @Override
    public CompletionStage<Integer> discard(Set<Long> numbers) {
        return locked(() -> {
            int before = deadLetters.size();
            deadLetters.keySet().removeAll(numbers);
            return before - deadLetters.size();
        });
    }

    @Override
    public CompletionStage<List<Dropped>> dropped() {
        return locked(() -> List.copyOf(dropped.values()));
    }

    @Override
    public Runnable listen(StoreListener listener) {
        listeners.add(listener);
        if (!store.status().writable()) {
            listener.onStatus(store.status());
        }
        return () -> listeners.remove(listener);
    }

    @Override
    public CompletionStage<List<RunningTransaction>> runningTransactions() {
        return locked(() -> List.copyOf(journal.values()));
    }

    @Override
    public CompletionStage<Void> journal(RunningTransaction transaction) {
        return locked(() -> {
            journal.replace(transaction.transaction(), transaction);
            return null;
        });
    }

    @Override
    public CompletionStage<Optional<StartAnswer>> startAnswer(String transaction) {
        return locked(() -> Optional.ofNullable(startAnswers.get(transaction)));
    }

    @Override
    public CompletionStage<Map<String, String>> variables() {
        return locked(() -> Map.copyOf(variables));
    }

    @Override
    public CompletionStage<Void> putVariable(String name, String value) {
        return locked(() -> {
            variables.put(name, value);
            return null;
        });
    }

    @Override
    public CompletionStage<Void> removeVariable(String name) {
        return locked(() -> {
            variables.remove(name);
            return null;
        });
    }

    private Stream<OutboxMessage> messages() {
        return Stream.concat(deadLetters.values().stream().map(DeadLetter::message),
            outbox.values().stream().map(OutboxEntry::message));
    }

    private static long bytes(OutboxMessage message) {
        return message.payload().getBytes(StandardCharsets.UTF_8).length;
    }

    private void makeRoom() {
        long limit = store.outboxLimitBytes();
        if (limit == MemoryStore.UNBOUNDED) {
            return;
        }
        long kept = messages().mapToLong(ChargePointMemory::bytes).sum();
        if (kept <= limit) {
            return;
        }
        long wanted = kept - (limit - limit / 8);
        List<OutboxMessage> gone = new ArrayList<>();
        for (DeadLetter letter : List.copyOf(deadLetters.values())) {
            if (wanted > 0 && letter.message().kind() == MessageKind.METER) {
                gone.add(deadLetters.remove(letter.number()).message());
                wanted -= bytes(letter.message());
            }
        }
        for (List<OutboxEntry> next = everyOther(); wanted > 0 && !next.isEmpty(); next = everyOther()) {
            for (OutboxEntry entry : next) {
                if (wanted > 0) {
                    gone.add(outbox.remove(entry.number()).message());
                    wanted -= bytes(entry.message());
                }
            }
        }
        record(gone);
    }

    private List<OutboxEntry> everyOther() {
        Map<Optional<String>, Integer> places = new HashMap<>();
        return outbox.values().stream().skip(1).filter(entry -> entry.message().kind() == MessageKind.METER)
            .filter(entry -> places.merge(entry.message().transaction(), 1, Integer::sum) % 2 == 1).toList();
    }

    private void record(List<OutboxMessage> gone) {
        Instant now = Instant.now();
        Map<Optional<String>, Dropped> pass = new LinkedHashMap<>();
        for (OutboxMessage message : gone) {
            Dropped one = new Dropped(message.transaction(), 1, bytes(message), now, now);
            pass.merge(message.transaction(), one, ChargePointMemory::sum);
            dropped.merge(message.transaction(), one, ChargePointMemory::sum);
        }
        if (!pass.isEmpty()) {
            tell(listener -> listener.onDropped(List.copyOf(pass.values())));
        }
    }

    private static Dropped sum(Dropped earlier, Dropped later) {
        return new Dropped(earlier.transaction(), earlier.messages() + later.messages(), earlier.bytes() + later.bytes(),
            earlier.firstAt(), later.lastAt());
    }

    private OptionalInt idOf(String transaction) {
        StartAnswer answer = transaction == null ? null : startAnswers.get(transaction);
        return answer == null ? OptionalInt.empty() : OptionalInt.of(answer.transactionId());
    }

    void tell(Consumer<StoreListener> news) {
        for (StoreListener listener : listeners) {
            try {
                news.accept(listener);
            } catch (RuntimeException defect) {
                LOG.error("memory store: a listener failed", defect);
            }
        }
    }

    private <T> CompletionStage<T> locked(Supplier<T> work) {
        return store.submit(() -> {
            synchronized (this) {
                return work.get();
            }
        });
    }
}
