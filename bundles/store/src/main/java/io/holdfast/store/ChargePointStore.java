package io.holdfast.store;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * The durable memory of one charge point.
 *
 * <p>Thread-safe; no method blocks and none throws: calls are carried out in the order in which they were made, on the
 * store's own thread, so a read sees every write before it. A stage completes there once what it stands for has been
 * synced to the disk, or exceptionally with a {@link StoreException}. A failed write has changed nothing. What is hung on
 * a stage must not block: all charge points wait for it.
 */
@ConsumerType
public interface ChargePointStore {
    /**
     * Puts a transaction message at the end of the outbox and, in the same durable transaction, brings the journal up to
     * date: {@link MessageKind#START} makes {@code journal} the transaction's entry where it is present,
     * {@link MessageKind#METER} replaces the entry of a transaction that has one, {@link MessageKind#STOP} removes it.
     * A {@code journal} of another transaction than the message's fails.
     *
     * <p>The payloads of outbox and dead letters together have an upper bound, which the store's configuration gives. A
     * message that goes beyond it makes room for itself, an eighth of the bound at once: by dead meter values, the oldest
     * first; then by every other waiting one of each transaction (1st, 3rd, 5th …), the oldest first, and again if once
     * is not enough. A {@link MessageKind#START}, a {@link MessageKind#STOP} and the head are never dropped, even if the
     * bound cannot be kept then. {@link #dropped()} and the {@linkplain #listen listeners} tell what was dropped.
     *
     * @return the message's number, larger than that of every message before it, also of those that are gone
     */
    CompletionStage<Long> append(OutboxMessage message, Optional<RunningTransaction> journal);

    /** The oldest message that is neither acknowledged nor dead. */
    CompletionStage<Optional<OutboxEntry>> head();

    /** How many messages wait, and how many bytes their payloads have. */
    CompletionStage<OutboxSize> outboxSize();

    /**
     * Counts one more transmission of the message that the CSMS reported a failure of. A number that is not in this
     * outbox is left alone.
     */
    CompletionStage<Void> countAttempt(long number);

    /**
     * Removes the answered message and, in the same durable transaction, remembers the answer that its transaction's
     * start was given. A number that is not in this outbox is left alone.
     *
     * @param answer present for a {@link MessageKind#START}
     */
    CompletionStage<Void> acknowledge(long number, Optional<StartAnswer> answer);

    /**
     * Moves a message that is given up out of the outbox, to the dead letters. A number that is not in this outbox is
     * left alone.
     */
    CompletionStage<Void> bury(long number, String reason);

    /** Dead letters, lowest number first. */
    CompletionStage<List<DeadLetter>> deadLetters();

    /** How many dead letters there are; reads none of them. */
    CompletionStage<Integer> deadLetterCount();

    /**
     * Puts dead letters back into the outbox in one durable transaction, each at its old number and as if it had never
     * been tried. So a message comes before all later ones of its transaction that still wait, and is late where they
     * have gone out without it: that is what whoever queues it again wants.
     *
     * @return how many of the numbers were dead letters
     */
    CompletionStage<Integer> requeue(Set<Long> numbers);

    /**
     * Forgets dead letters for good, in one durable transaction.
     *
     * @return how many of the numbers were dead letters
     */
    CompletionStage<Integer> discard(Set<Long> numbers);

    /**
     * What has been dropped to keep the outbox within its bound, oldest first; one record for each transaction. Their
     * number is bounded too: the oldest are added up into the one that has no transaction.
     */
    CompletionStage<List<Dropped>> dropped();

    /**
     * The journal, oldest entry first: transactions that had begun and whose {@link MessageKind#STOP} has not been
     * appended.
     */
    CompletionStage<List<RunningTransaction>> runningTransactions();

    /** Replaces a running transaction's journal entry; one that has ended is left alone. */
    CompletionStage<Void> journal(RunningTransaction transaction);

    /**
     * What the CSMS has answered to a transaction's start, if it has; so whoever comes after a power cut learns what
     * nobody has acted on yet. It is kept at least until the transaction's {@link MessageKind#STOP} has been acknowledged
     * and none of its messages waits or is a dead letter.
     */
    CompletionStage<Optional<StartAnswer>> startAnswer(String transaction);

    /** All variables, by name. */
    CompletionStage<Map<String, String>> variables();

    /** Gives a variable a value, in place of the one it had. */
    CompletionStage<Void> putVariable(String name, String value);

    /** Forgets a variable, if it is there. */
    CompletionStage<Void> removeVariable(String name);

    /**
     * Has the listener told what happens to this memory from now on. If the store cannot be written now, it is told so
     * at once, on the caller's thread.
     *
     * @return ends it; run more than once it does nothing
     */
    Runnable listen(StoreListener listener);
}
