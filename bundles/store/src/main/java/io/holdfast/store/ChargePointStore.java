package io.holdfast.store;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
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
     * Removes the answered message and, in the same durable transaction, remembers the id that the answer gave its
     * transaction. A number that is not in this outbox is left alone.
     */
    CompletionStage<Void> acknowledge(long number, OptionalInt transactionId);

    /**
     * Moves a message that is given up out of the outbox, to the dead letters. A number that is not in this outbox is
     * left alone.
     */
    CompletionStage<Void> bury(long number, String reason);

    /** Dead letters, lowest number first. */
    CompletionStage<List<DeadLetter>> deadLetters();

    /**
     * The journal, oldest entry first: transactions that had begun and whose {@link MessageKind#STOP} has not been
     * appended.
     */
    CompletionStage<List<RunningTransaction>> runningTransactions();

    /** Replaces a running transaction's journal entry; one that has ended is left alone. */
    CompletionStage<Void> journal(RunningTransaction transaction);

    /** The id that the CSMS gave a transaction, if its answer has come; kept for ever. */
    CompletionStage<OptionalInt> transactionId(String transaction);

    /** All variables, by name. */
    CompletionStage<Map<String, String>> variables();

    /** Gives a variable a value, in place of the one it had. */
    CompletionStage<Void> putVariable(String name, String value);

    /** Forgets a variable, if it is there. */
    CompletionStage<Void> removeVariable(String name);
}
