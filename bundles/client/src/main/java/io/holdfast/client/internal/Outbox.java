package io.holdfast.client.internal;

import io.holdfast.client.ChargePointClient;
import io.holdfast.client.ClientTiming;
import io.holdfast.session.Codec;
import io.holdfast.session.MessageSource;
import io.holdfast.session.Outcome;
import io.holdfast.session.PayloadException;
import io.holdfast.session.Request;
import io.holdfast.session.TransactionIdResponse;
import io.holdfast.signals.OutboxSignals;
import io.holdfast.signals.Signal;
import io.holdfast.store.ChargePointStore;
import io.holdfast.store.MessageKind;
import io.holdfast.store.OutboxEntry;
import io.holdfast.store.OutboxMessage;
import io.holdfast.store.OutboxSize;
import io.holdfast.store.RunningTransaction;
import io.holdfast.store.StartAnswer;
import io.holdfast.strand.Strand;
import io.holdfast.strand.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Feeds the session with the stored transaction messages, one after the other: the next one is not even looked at before
 * the one in flight is answered and its acknowledgement is on the disk. On the strand; the store answers onto it.
 *
 * <p>Failures follow OCPP 1.6 §3.7.1 and its errata: only a CALLERROR counts as an attempt; a timeout is tried again after
 * the same waits but never given up; a lost connection costs nothing.
 */
final class Outbox implements MessageSource {
    private static final Logger LOG = LoggerFactory.getLogger(ChargePointClient.class);
    /** A store that can't be written (disk full) is tried again; until then nothing is sent, so that nothing is sent twice. */
    private static final Duration STORE_RETRY = Duration.ofSeconds(10);

    /** A signal that still lacks the charge point and the generation. */
    interface SignalOf {
        Signal of(String chargePointId, long generation);
    }

    private enum State {
        /** Not begun: the application is not there yet. */
        IDLE,
        /** The store is asked for the next message. */
        LOADING,
        /** Nothing waits. */
        EMPTY,
        /** A message waits for the session to take it. */
        LOADED,
        /** The session has it. */
        IN_FLIGHT,
        /** Its outcome is being made durable. */
        SETTLING,
        /** Waits before the message is sent again, or the store is asked again. */
        WAITING
    }

    private final String id;
    private final Strand strand;
    private final ChargePointStore store;
    private final MessageClock clock;
    private final Envelopes envelopes;
    private final Consumer<SignalOf> signals;
    private Runnable messagesWaiting = () -> { };
    private BiConsumer<String, StartAnswer> startAnswered = (transaction, answer) -> { };
    private ClientTiming timing;
    private State state = State.IDLE;
    private boolean open;
    private OutboxEntry entry;
    /** Transmissions of the present message that nobody answered, which count for the wait but not as attempts. */
    private int unanswered;
    /** What the store holds was changed by somebody else since it was asked for its head. */
    private boolean headMayDiffer;
    private boolean delivering;
    private Timer retry;
    private volatile OutboxSize size;
    private volatile OptionalInt deadLetters = OptionalInt.empty();
    /** When the wait ends; null without one. */
    private volatile Instant retryAt;

    Outbox(String id, Strand strand, ChargePointStore store, List<Codec> codecs, MessageClock clock, Consumer<SignalOf> signals,
            ClientTiming timing) {
        this.id = id;
        this.strand = strand;
        this.store = store;
        this.clock = clock;
        this.envelopes = new Envelopes(codecs, clock);
        this.signals = signals;
        this.timing = timing;
    }

    void connect(Runnable tellsSession, BiConsumer<String, StartAnswer> tellsApplication) {
        messagesWaiting = tellsSession;
        startAnswered = tellsApplication;
    }

    void timing(ClientTiming changed) {
        timing = changed;
    }

    Optional<OutboxSize> size() {
        return Optional.ofNullable(size);
    }

    /** How many messages are given up; empty until the store has been read. */
    OptionalInt deadLetters() {
        return deadLetters;
    }

    Optional<Instant> retryAt() {
        return Optional.ofNullable(retryAt);
    }

    /** Looks for what an earlier life of the process has left. */
    void begin() {
        if (state == State.IDLE) {
            load();
        }
    }

    /** What earlier lives have left. */
    private void countLeft() {
        count(counted -> {
            if (counted.messages() > 0) {
                LOG.info("{}: {} transaction messages wait for delivery", id, counted.messages());
            }
        });
    }

    /** Somebody else has put messages into the store's outbox, or taken some out. */
    void changed() {
        count(counted -> { });
        if (state == State.EMPTY || state == State.LOADED) {
            load();
        } else {
            headMayDiffer = true;
        }
    }

    private void count(Consumer<OutboxSize> then) {
        store.outboxSize().whenComplete((counted, failure) -> strand.execute(() -> {
            if (failure == null) {
                size = counted;
                then.accept(counted);
            }
        }));
        store.deadLetterCount().whenComplete((counted, failure) -> strand.execute(() -> {
            if (failure == null) {
                deadLetters = OptionalInt.of(counted);
            }
        }));
    }

    /** The session may have messages from now on. */
    void resume() {
        open = true;
        messagesWaiting.run();
    }

    void pause() {
        open = false;
    }

    // ---- in

    CompletionStage<Void> append(MessageKind kind, Optional<String> transaction, Request<?> request,
            Optional<RunningTransaction> journal) {
        OutboxMessage message = envelopes.seal(kind, transaction, request);
        CompletionStage<Long> stored = store.append(message, journal);
        stored.whenComplete((number, failure) -> strand.execute(() -> {
            if (failure == null) {
                appended(number, message);
            } else {
                LOG.error("{}: {} of transaction {} could not be stored: {}", id, message.action(), message.transaction().orElse("none"),
                    failure.getMessage());
            }
        }));
        return stored.thenAccept(number -> { });
    }

    private void appended(long number, OutboxMessage message) {
        grow(1, message.payload().length());
        signals.accept((cp, generation) -> OutboxSignals.queued(cp, generation, number, message.action(), message.kind().name(),
            message.transaction()));
        if (state == State.EMPTY) {
            load();
        }
    }

    private void grow(int messages, int bytes) {
        OutboxSize before = size;
        if (before != null) {
            size = new OutboxSize(before.messages() + messages, before.bytes() + bytes);
        }
    }

    private void load() {
        state = State.LOADING;
        headMayDiffer = false;
        store.head().whenComplete((head, failure) -> strand.execute(() -> {
            if (failure != null) {
                waitThen(STORE_RETRY, this::load);
                return;
            }
            if (size == null) {
                countLeft();
            }
            if (head.isPresent()) {
                entry = head.get();
                unanswered = 0;
                state = State.LOADED;
                messagesWaiting.run();
            } else {
                state = State.EMPTY;
                clock.nothingWaits();
                if (delivering) {
                    delivering = false;
                    signals.accept(OutboxSignals::drained);
                }
            }
        }));
    }

    // ---- out

    @Override
    public Optional<Request<?>> next() {
        if (!open || state != State.LOADED) {
            return Optional.empty();
        }
        try {
            Optional<Request<?>> request = envelopes.open(entry);
            if (request.isPresent()) {
                state = State.IN_FLIGHT;
                delivering = true;
            }
            return request;
        } catch (PayloadException e) {
            bury("it can't be sent: " + e.getMessage());
            return Optional.empty();
        }
    }

    @Override
    public void onOutcome(Request<?> request, Outcome<?> outcome) {
        if (outcome instanceof Outcome.Answered<?> answered) {
            acknowledge(startAnswer(answered.response()));
        } else if (outcome instanceof Outcome.Refused<?>) {
            refused(outcome.inWords());
        } else if (outcome instanceof Outcome.Unreadable<?> && entry.message().kind() == MessageKind.START) {
            // without its transaction id the answer is of no use; the next one may be better
            refused(outcome.inWords());
        } else if (outcome instanceof Outcome.Unreadable<?>) {
            acknowledge(Optional.empty());
        } else if (outcome instanceof Outcome.TimedOut<?>) {
            unanswered++;
            waitThen(timing.transactionMessageRetryInterval().multipliedBy(entry.attempts() + unanswered), this::loaded);
        } else {
            // never sent, or cut off: the connection's end is no fault of the message
            loaded();
        }
    }

    private void loaded() {
        if (headMayDiffer) {
            load();
            return;
        }
        state = State.LOADED;
        messagesWaiting.run();
    }

    private static Optional<StartAnswer> startAnswer(Object response) {
        return response instanceof TransactionIdResponse begun
            ? Optional.of(new StartAnswer(begun.transactionId(), begun.idTagStatus(), begun.parentIdTag())) : Optional.empty();
    }

    private void acknowledge(Optional<StartAnswer> answer) {
        state = State.SETTLING;
        OutboxEntry answered = entry;
        store.acknowledge(answered.number(), answer).whenComplete((done, failure) -> strand.execute(() -> {
            if (failure != null) {
                LOG.error("{}: the answer to {} number {} could not be stored, trying again: {}", id, answered.message().action(),
                    answered.number(), failure.getMessage());
                waitThen(STORE_RETRY, () -> acknowledge(answer));
                return;
            }
            grow(-1, -answered.message().payload().length());
            signals.accept((cp, generation) -> OutboxSignals.delivered(cp, generation, answered.number(), answered.message().action(),
                answered.message().kind().name(), answered.message().transaction()));
            // before the application, which may append
            load();
            answer.ifPresent(known -> startAnswered.accept(answered.message().transaction().orElseThrow(), known));
        }));
    }

    private void refused(String error) {
        int failed = entry.attempts() + 1;
        if (failed >= timing.transactionMessageAttempts()) {
            bury("the CSMS reported " + (failed == 1 ? "an error: " : failed + " errors, last: ") + error);
            return;
        }
        state = State.SETTLING;
        OutboxEntry counted = entry;
        store.countAttempt(counted.number()).whenComplete((done, failure) -> strand.execute(() -> {
            // not stored: it is counted again after a restart, and tried once more than allowed
            entry = new OutboxEntry(counted.number(), counted.message(), failed, counted.transactionId());
            Duration wait = timing.transactionMessageRetryInterval().multipliedBy(failed + unanswered);
            LOG.warn("{}: the CSMS can't process {} number {} ({}), attempt {} of {}, again in {} s", id, counted.message().action(),
                counted.number(), error, failed, timing.transactionMessageAttempts(), wait.toSeconds());
            waitThen(wait, this::loaded);
        }));
    }

    private void bury(String reason) {
        state = State.SETTLING;
        OutboxEntry dead = entry;
        store.bury(dead.number(), reason).whenComplete((done, failure) -> strand.execute(() -> {
            if (failure != null) {
                waitThen(STORE_RETRY, () -> bury(reason));
                return;
            }
            LOG.error("{}: {} number {} of transaction {} is given up and kept as a dead letter: {}", id, dead.message().action(), dead.number(),
                dead.message().transaction().orElse("none"), reason);
            grow(-1, -dead.message().payload().length());
            deadLetters.ifPresent(before -> deadLetters = OptionalInt.of(before + 1));
            signals.accept((cp, generation) -> OutboxSignals.deadLettered(cp, generation, dead.number(), dead.message().action(),
                dead.message().kind().name(), dead.message().transaction(), dead.attempts() + 1, reason));
            load();
        }));
    }

    private void waitThen(Duration wait, Runnable then) {
        state = State.WAITING;
        if (retry != null) {
            retry.cancel();
        }
        retryAt = strand.now().plus(wait);
        retry = strand.schedule(wait, () -> {
            retryAt = null;
            then.run();
        });
    }
}
