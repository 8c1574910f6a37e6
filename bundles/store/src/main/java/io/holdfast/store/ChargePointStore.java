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
 * <p>Thread-safe; no method blocks and none throws: writes happen in the order of the calls, on the store's own thread,
 * and a stage completes there once what it stands for has been synced to the disk, or exceptionally with a
 * {@link StoreException}. A failed write has changed nothing.
 */
@ConsumerType
public interface ChargePointStore {
    /**
     * Puts a transaction message at the end of the outbox and, in the same durable transaction, brings the journal up to
     * date: {@link MessageKind#START} and {@link MessageKind#METER} replace the running transaction's entry by
     * {@code journal} where it is present, {@link MessageKind#STOP} removes the entry.
     *
     * @return the message's number, larger than that of every message before it
     */
    CompletionStage<Long> append(OutboxMessage message, Optional<RunningTransaction> journal);

    /** The oldest message that is neither acknowledged nor dead. */
    CompletionStage<Optional<OutboxEntry>> head();

    /** How many messages wait, and how many bytes their payloads have. */
    CompletionStage<OutboxSize> outboxSize();

    /** Counts one more transmission of the message that the CSMS reported a failure of. */
    CompletionStage<Void> countAttempt(long number);

    /**
     * Removes the answered message and, in the same durable transaction, remembers the id that the answer gave its
     * transaction.
     */
    CompletionStage<Void> acknowledge(long number, OptionalInt transactionId);

    /** Moves a message that is given up out of the outbox, to the dead letters. */
    CompletionStage<Void> bury(long number, String reason);

    /** Dead letters, oldest first. */
    CompletionStage<List<DeadLetter>> deadLetters();

    /** The journal: transactions that had begun and whose {@link MessageKind#STOP} has not been appended. */
    CompletionStage<List<RunningTransaction>> runningTransactions();

    /** Replaces a running transaction's journal entry; one that has ended is left alone. */
    CompletionStage<Void> journal(RunningTransaction transaction);

    /** The id that the CSMS gave a transaction, if its answer has come. */
    CompletionStage<OptionalInt> transactionId(String transaction);

    /** All variables, by name. */
    CompletionStage<Map<String, String>> variables();

    CompletionStage<Void> putVariable(String name, String value);

    CompletionStage<Void> removeVariable(String name);
}
