package io.holdfast.store.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.holdfast.store.ChargePointStore;
import io.holdfast.store.DeadLetter;
import io.holdfast.store.Dropped;
import io.holdfast.store.MessageKind;
import io.holdfast.store.OutboxEntry;
import io.holdfast.store.OutboxMessage;
import io.holdfast.store.OutboxSize;
import io.holdfast.store.RunningTransaction;
import io.holdfast.store.StartAnswer;
import io.holdfast.store.Store;
import io.holdfast.store.StoreException;
import io.holdfast.store.StoreListener;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link Store} must do. An implementation's test extends it and says how its stores are opened and ended. */
public abstract class ChargePointStoreContract {
    protected static final Instant START = Instant.parse("2026-03-29T00:59:59.123456789Z");

    private static final long LIMIT_BYTES = 80_000;

    private Store store;
    private ChargePointStore memory;

    /** An empty store with that bound of each outbox. The implementer ends it, and those below, after the test. */
    protected abstract Store open(long outboxLimitBytes) throws Exception;

    /** Ends the store in an orderly way and opens what it has stored. */
    protected abstract Store reopen(Store store) throws Exception;

    /** Ends the store as a power cut would, as nearly as that can be done in a process, and opens what it has stored. */
    protected abstract Store crash(Store store) throws Exception;

    @BeforeEach
    void openStore() throws Exception {
        store = open(LIMIT_BYTES);
        memory = store.chargePoint("CP-1");
    }

    // the outbox

    @Test
    void theClockThatStampedAMessageIsKeptWithItAlsoAsADeadLetterAndAgainInTheOutbox() throws Exception {
        OutboxMessage message = new OutboxMessage(MessageKind.METER, Optional.empty(), "ocpp1.6", "MeterValues", "{}", Optional.of(START));
        long number = await(memory.append(message, Optional.empty()));
        memory = reopen(store).chargePoint("CP-1");
        assertThat(await(memory.head()).orElseThrow().message()).isEqualTo(message);
        await(memory.bury(number, "test"));
        assertThat(await(memory.deadLetters())).extracting(DeadLetter::message).containsExactly(message);
        await(memory.requeue(Set.of(number)));
        assertThat(await(memory.head()).orElseThrow().message()).isEqualTo(message);
    }

    @Test
    void aNewMemoryIsEmpty() {
        assertThat(await(memory.head())).isEmpty();
        assertThat(await(memory.outboxSize())).isEqualTo(new OutboxSize(0, 0));
        assertThat(await(memory.deadLetters())).isEmpty();
        assertThat(await(memory.runningTransactions())).isEmpty();
        assertThat(await(memory.startAnswer("t"))).isEmpty();
        assertThat(await(memory.variables())).isEmpty();
    }

    @Test
    void theHeadIsTheOldestMessageAndStaysUntilItIsAcknowledged() {
        long first = append(start("t"));
        long second = append(meter("t"));
        assertThat(await(memory.head())).contains(new OutboxEntry(first, start("t"), 0, OptionalInt.empty()));
        assertThat(await(memory.head()).orElseThrow().number()).isEqualTo(first);
        await(memory.acknowledge(first, Optional.empty()));
        assertThat(await(memory.head())).contains(new OutboxEntry(second, meter("t"), 0, OptionalInt.empty()));
        await(memory.acknowledge(second, Optional.empty()));
        assertThat(await(memory.head())).isEmpty();
    }

    @Test
    void aNumberIsLargerThanEveryOneBeforeItAlsoWhenThoseAreGoneAndTheStoreWasClosed() throws Exception {
        long first = append(start("t"));
        long second = append(meter("t"));
        assertThat(second).isGreaterThan(first);
        await(memory.acknowledge(first, Optional.empty()));
        await(memory.bury(second, "given up"));
        long third = append(stop("t"));
        assertThat(third).isGreaterThan(second);
        await(memory.acknowledge(third, Optional.empty()));
        reopenStore();
        assertThat(append(start("u"))).isGreaterThan(third);
    }

    @Test
    void theSizeCountsWaitingMessagesAndTheirPayloadsInUtf8() {
        long first = append(message(MessageKind.START, "t", "{\"é\":1}"));
        long second = append(message(MessageKind.METER, "t", "{}"));
        append(message(MessageKind.METER, "t", "{\"🚗\":0}"));
        assertThat(await(memory.outboxSize())).isEqualTo(new OutboxSize(3, 8 + 2 + 10));
        await(memory.acknowledge(first, Optional.empty()));
        assertThat(await(memory.outboxSize())).isEqualTo(new OutboxSize(2, 12));
        await(memory.bury(second, "given up"));
        assertThat(await(memory.outboxSize())).isEqualTo(new OutboxSize(1, 10));
    }

    @Test
    void attemptsAreCountedByMessage() {
        long first = append(start("t"));
        long second = append(meter("t"));
        await(memory.countAttempt(first));
        await(memory.countAttempt(first));
        assertThat(await(memory.head()).orElseThrow().attempts()).isEqualTo(2);
        await(memory.acknowledge(first, Optional.empty()));
        assertThat(await(memory.head())).contains(new OutboxEntry(second, meter("t"), 0, OptionalInt.empty()));
    }

    @Test
    void aMessageKeepsEveryCharacter() {
        OutboxMessage message = new OutboxMessage(MessageKind.METER, Optional.empty(), "ocpp2.0.1", "MeterValues",
            "{\"a\":\"'\\\"%_;--\n\t é 漢 🚗 \\u0000\"}");
        append(message);
        assertThat(await(memory.head()).orElseThrow().message()).isEqualTo(message);
    }

    @Test
    void aNumberThatIsNotInTheOutboxIsLeftAlone() {
        long number = append(start("t"));
        await(memory.acknowledge(number, answer(7)));
        await(memory.countAttempt(number));
        await(memory.acknowledge(number, answer(8)));
        await(memory.bury(number, "too late"));
        await(memory.bury(number + 1, "never was"));
        assertThat(await(memory.startAnswer("t"))).isEqualTo(answer(7));
        assertThat(await(memory.deadLetters())).isEmpty();
        assertThat(await(memory.head())).isEmpty();
    }

    // answers to starts

    @Test
    void anAcknowledgementKeepsTheAnswerAndTheMessagesBehindItCarryTheTransactionsId() {
        long first = append(start("t"));
        append(stop("t"));
        assertThat(await(memory.startAnswer("t"))).isEmpty();
        await(memory.acknowledge(first, answer(-4711)));
        assertThat(await(memory.startAnswer("t"))).isEqualTo(answer(-4711));
        assertThat(await(memory.head()).orElseThrow().transactionId()).hasValue(-4711);
        assertThat(append(meter("t"))).isPositive();
    }

    @Test
    void anAcknowledgementWithoutAnAnswerKeepsTheOneThatIsKnown() {
        await(memory.acknowledge(append(start("t")), answer(0)));
        await(memory.acknowledge(append(meter("t")), Optional.empty()));
        assertThat(await(memory.startAnswer("t"))).isEqualTo(answer(0));
        assertThat(await(memory.startAnswer("u"))).isEmpty();
    }

    @Test
    void anAnswerIsForgottenOnceTheStopIsAcknowledged() throws Exception {
        await(memory.acknowledge(append(start("t"), running("t")), answer(5)));
        await(memory.acknowledge(append(start("u"), running("u")), answer(6)));
        await(memory.acknowledge(append(meter("t")), Optional.empty()));
        reopenStore();
        assertThat(await(memory.startAnswer("t"))).isEqualTo(answer(5));
        await(memory.acknowledge(append(stop("t")), Optional.empty()));
        assertThat(await(memory.startAnswer("t"))).isEmpty();
        assertThat(await(memory.startAnswer("u"))).isEqualTo(answer(6));
    }

    @Test
    void anAnswerIsKeptWhileADeadLetterOfItsTransactionMayNeedIt() {
        await(memory.acknowledge(append(start("t"), running("t")), answer(5)));
        long dead = append(meter("t"));
        await(memory.bury(dead, "given up"));
        await(memory.acknowledge(append(stop("t")), Optional.empty()));
        assertThat(await(memory.requeue(Set.of(dead)))).isEqualTo(1);
        assertThat(await(memory.head()).orElseThrow().transactionId()).hasValue(5);
    }

    @Test
    void aMessageOutsideAnyTransactionGivesNoneAnId() {
        OutboxMessage message = new OutboxMessage(MessageKind.METER, Optional.empty(), "ocpp1.6", "MeterValues", "{}");
        await(memory.acknowledge(append(message), answer(1)));
        append(message);
        assertThat(await(memory.head()).orElseThrow().transactionId()).isEmpty();
    }

    // dead letters

    @Test
    void aBuriedMessageIsADeadLetterWithItsAttemptsReasonAndTime() {
        long first = append(start("t"));
        long second = append(meter("t"));
        await(memory.countAttempt(second));
        await(memory.bury(second, "CALLERROR InternalError"));
        await(memory.bury(first, "expired"));
        List<DeadLetter> letters = await(memory.deadLetters());
        assertThat(letters).extracting(DeadLetter::number).containsExactly(first, second);
        assertThat(await(memory.deadLetterCount())).isEqualTo(2);
        DeadLetter letter = letters.get(1);
        assertThat(letter.message()).isEqualTo(meter("t"));
        assertThat(letter.attempts()).isEqualTo(1);
        assertThat(letter.reason()).isEqualTo("CALLERROR InternalError");
        assertThat(letter.buriedAt()).isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES));
        assertThat(await(memory.head())).isEmpty();
    }

    @Test
    void aDeadLetterQueuedAgainGoesBeforeWhatWaitsAtItsOldNumberAndWithAllItsAttempts() throws Exception {
        long first = append(start("t"));
        long second = append(meter("t"));
        long third = append(meter("t"));
        append(stop("t"));
        await(memory.countAttempt(second));
        await(memory.bury(first, "given up"));
        await(memory.bury(second, "given up"));
        await(memory.bury(third, "given up"));
        OutboxSize before = await(memory.outboxSize());
        assertThat(await(memory.requeue(Set.of(second, first, 4_711L)))).isEqualTo(2);
        assertThat(await(memory.requeue(Set.of(second)))).isZero();
        assertThat(await(memory.deadLetters())).extracting(DeadLetter::number).containsExactly(third);
        assertThat(await(memory.outboxSize()).messages()).isEqualTo(before.messages() + 2);
        reopenStore();
        assertThat(await(memory.head())).contains(new OutboxEntry(first, start("t"), 0, OptionalInt.empty()));
        await(memory.acknowledge(first, answer(7)));
        assertThat(await(memory.head())).contains(new OutboxEntry(second, meter("t"), 0, OptionalInt.of(7)));
    }

    @Test
    void aDiscardedDeadLetterIsGone() {
        long first = append(start("t"));
        long waiting = append(meter("t"));
        await(memory.bury(first, "given up"));
        assertThat(await(memory.discard(Set.of(first, waiting)))).isEqualTo(1);
        assertThat(await(memory.discard(Set.of(first)))).isZero();
        assertThat(await(memory.deadLetters())).isEmpty();
        assertThat(await(memory.deadLetterCount())).isZero();
        assertThat(await(memory.head()).orElseThrow().number()).isEqualTo(waiting);
    }

    // the bound

    @Test
    void beyondItsBoundTheOutboxLosesEveryOtherMeterValueOfEachTransactionOldestFirst() {
        append(start("t"));
        List<Long> t = appendLarge("t", 30);
        append(stop("t"));
        append(start("u"));
        List<Long> u = appendLarge("u", 49);
        assertThat(await(memory.dropped())).isEmpty();
        appendLarge("u", 1);
        List<Long> left = drain();
        assertThat(left).doesNotContain(t.get(0), t.get(2), t.get(20)).contains(t.get(1), t.get(3), t.get(21), t.get(22))
            .containsAll(u).isSorted();
        assertThat(await(memory.dropped())).singleElement().satisfies(dropped -> {
            assertThat(dropped.transaction()).contains("t");
            assertThat(dropped.messages()).isEqualTo(83 - left.size());
            assertThat(dropped.bytes()).isEqualTo(dropped.messages() * 1_000L);
            assertThat(dropped.lastAt()).isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES));
        });
    }

    @Test
    void noStartNoStopAndNotTheHeadIsEverDropped() throws Exception {
        long head = append(largeMeter("t"));
        List<Long> kept = new ArrayList<>(List.of(head));
        for (int i = 0; i < 60; i++) {
            kept.add(append(message(MessageKind.START, "t" + i, "s".repeat(1_000))));
            appendLarge("t" + i, 5);
            kept.add(append(message(MessageKind.STOP, "t" + i, "e".repeat(1_000))));
        }
        reopenStore();
        long dropped = await(memory.dropped()).stream().mapToLong(Dropped::messages).sum();
        List<Long> left = drain();
        assertThat(left).startsWith(head).containsAll(kept).isSorted();
        assertThat(left.size() + dropped).isEqualTo(1 + 60 * 7);
    }

    @Test
    void deadMeterValuesAreDroppedBeforeThoseThatWaitAndDeadStartsAreNot() {
        long start = append(message(MessageKind.START, "t", "s".repeat(1_000)));
        List<Long> dead = appendLarge("t", 20);
        dead.forEach(number -> await(memory.bury(number, "given up")));
        await(memory.bury(start, "given up"));
        List<Long> waiting = appendLarge("u", 60);
        assertThat(await(memory.deadLetters())).extracting(DeadLetter::number)
            .contains(start, dead.get(19)).doesNotContain(dead.get(0), dead.get(9));
        assertThat(drain()).isEqualTo(waiting);
        assertThat(await(memory.dropped())).extracting(Dropped::transaction).containsExactly(Optional.of("t"));
    }

    @Test
    void theListenersOfAChargePointAreToldWhatIsDroppedFromIt() throws Exception {
        BlockingQueue<List<Dropped>> told = new LinkedBlockingQueue<>();
        StoreListener listener = new StoreListener() {
            @Override
            public void onDropped(List<Dropped> dropped) {
                told.add(dropped);
                throw new IllegalStateException("a listener's own fault");
            }
        };
        Runnable end = memory.listen(listener);
        store.chargePoint("CP-2").listen(listener);
        append(largeMeter("t"));
        appendLarge("t", 80);
        List<Dropped> first = told.poll(30, TimeUnit.SECONDS);
        assertThat(first).isEqualTo(await(memory.dropped()));
        end.run();
        end.run();
        appendLarge("t", 80);
        assertThat(await(memory.dropped())).hasSize(1).isNotEqualTo(first);
        assertThat(told).isEmpty();
    }

    @Test
    void acknowledgedBuriedAndDiscardedMessagesMakeRoom() {
        for (int round = 0; round < 5; round++) {
            for (long number : appendLarge("t", 30)) {
                if (number % 2 == 0) {
                    await(memory.acknowledge(number, Optional.empty()));
                } else {
                    await(memory.bury(number, "given up"));
                    await(memory.discard(Set.of(number)));
                }
            }
        }
        assertThat(await(memory.dropped())).isEmpty();
    }

    // the journal

    @Test
    void aStartMakesTheJournalEntryMetersReplaceItAndAStopRemovesIt() {
        append(start("t"), running("t"));
        append(start("u"), running("u"));
        assertThat(await(memory.runningTransactions())).containsExactly(running("t"), running("u"));
        RunningTransaction metered = running("t").withMeter(Long.MAX_VALUE, START.plusSeconds(60));
        append(meter("t"), metered);
        assertThat(await(memory.runningTransactions())).containsExactly(metered, running("u"));
        append(stop("t"));
        assertThat(await(memory.runningTransactions())).containsExactly(running("u"));
        append(stop("u"), running("u"));
        assertThat(await(memory.runningTransactions())).isEmpty();
    }

    @Test
    void anAppendWithoutAnEntryLeavesTheJournalAlone() {
        append(start("t"));
        assertThat(await(memory.runningTransactions())).isEmpty();
        append(start("u"), running("u"));
        append(meter("u"));
        assertThat(await(memory.runningTransactions())).containsExactly(running("u"));
    }

    @Test
    void aTransactionThatHasEndedIsNotRevived() {
        append(start("t"), running("t"));
        append(stop("t"));
        append(meter("t"), running("t"));
        await(memory.journal(running("t")));
        assertThat(await(memory.runningTransactions())).isEmpty();
    }

    @Test
    void theJournalCanBeBroughtUpToDateWithoutAMessage() {
        append(start("t"), running("t"));
        RunningTransaction later = new RunningTransaction("t", 3, "other", START.plusNanos(1), -1, 5_000, START.plusSeconds(9), Optional.of("group"),
            true, Optional.of(new RunningTransaction.Stop("Local", Optional.of("card"))));
        await(memory.journal(later));
        assertThat(await(memory.runningTransactions())).containsExactly(later);
        assertThat(await(memory.outboxSize()).messages()).isEqualTo(1);
    }

    @Test
    void aJournalEntryOfAnotherTransactionFailsAndChangesNothing() {
        assertThatThrownBy(() -> append(start("t"), running("u"))).isInstanceOf(StoreException.class);
        assertThat(await(memory.head())).isEmpty();
        assertThat(await(memory.runningTransactions())).isEmpty();
    }

    // variables

    @Test
    void aVariableKeepsItsLastValueUntilItIsRemoved() {
        await(memory.putVariable("HeartbeatInterval", "300"));
        await(memory.putVariable("HeartbeatInterval", "60"));
        await(memory.putVariable("Empty", ""));
        assertThat(await(memory.variables())).isEqualTo(Map.of("HeartbeatInterval", "60", "Empty", ""));
        await(memory.removeVariable("HeartbeatInterval"));
        await(memory.removeVariable("NeverSet"));
        assertThat(await(memory.variables())).isEqualTo(Map.of("Empty", ""));
    }

    // order, threads, charge points

    @Test
    void aReadSeesEveryWriteThatWasAskedForBeforeIt() {
        CompletionStage<Long> number = memory.append(start("t"), Optional.of(running("t")));
        CompletionStage<Optional<OutboxEntry>> head = memory.head();
        CompletionStage<OutboxSize> one = memory.outboxSize();
        memory.append(stop("t"), Optional.empty());
        CompletionStage<OutboxSize> two = memory.outboxSize();
        assertThat(await(head).map(OutboxEntry::number)).contains(await(number));
        assertThat(await(one).messages()).isEqualTo(1);
        assertThat(await(two).messages()).isEqualTo(2);
    }

    @Test
    void aFailedCallHarmsNoneOfItsNeighbours() {
        CompletionStage<Long> before = memory.append(start("t"), Optional.empty());
        CompletionStage<Long> wrong = memory.append(meter("t"), Optional.of(running("u")));
        CompletionStage<Long> after = memory.append(stop("t"), Optional.empty());
        assertThatThrownBy(() -> await(wrong)).isInstanceOf(StoreException.class);
        assertThat(await(before)).isLessThan(await(after));
        assertThat(await(memory.outboxSize()).messages()).isEqualTo(2);
    }

    @Test
    void aListenerThatThrowsHarmsNobodyAndOneThatAsksTheStoreIsAnswered() {
        memory.append(start("t"), Optional.empty()).thenAccept(number -> {
            throw new IllegalStateException("a listener's own fault");
        });
        CompletionStage<Long> chained = memory.append(meter("t"), Optional.empty())
            .thenCompose(number -> memory.append(stop("t"), Optional.empty()));
        assertThat(await(chained)).isPositive();
        assertThat(await(memory.outboxSize()).messages()).isEqualTo(3);
    }

    @Test
    void manyThreadsMayAppendAtOnceAndEachKeepsItsOrder() {
        List<CompletableFuture<List<Long>>> threads = IntStream.range(0, 8).mapToObj(thread ->
            CompletableFuture.supplyAsync(() -> appendMany("t" + thread, 50), task -> new Thread(task).start())).toList();
        List<Long> all = new ArrayList<>();
        for (CompletableFuture<List<Long>> thread : threads) {
            assertThat(await(thread)).isSorted();
            all.addAll(await(thread));
        }
        assertThat(all).doesNotHaveDuplicates().hasSize(400);
        assertThat(await(memory.outboxSize()).messages()).isEqualTo(400);
        assertThat(drain()).isSorted().containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    void chargePointsDoNotSeeEachOther() {
        ChargePointStore other = store.chargePoint("cp-1");
        long number = append(start("t"), running("t"));
        long dead = append(meter("t"));
        await(memory.putVariable("a", "1"));
        await(other.acknowledge(number, answer(1)));
        await(other.countAttempt(number));
        await(other.bury(number, "not yours"));
        await(memory.bury(dead, "given up"));
        assertThat(await(other.requeue(Set.of(dead)))).isZero();
        assertThat(await(other.discard(Set.of(dead)))).isZero();
        await(other.journal(running("t").withMeter(1, START)));
        await(other.append(stop("t"), Optional.empty()));
        await(other.removeVariable("a"));
        assertThat(await(other.head()).orElseThrow().message()).isEqualTo(stop("t"));
        assertThat(await(other.variables())).isEmpty();
        assertThat(await(other.deadLetters())).isEmpty();
        assertThat(await(other.deadLetterCount())).isZero();
        assertThat(await(memory.deadLetters())).extracting(DeadLetter::number).containsExactly(dead);
        assertThat(await(memory.head())).contains(new OutboxEntry(number, start("t"), 0, OptionalInt.empty()));
        assertThat(await(memory.runningTransactions())).containsExactly(running("t"));
        assertThat(await(memory.variables())).isEqualTo(Map.of("a", "1"));
        assertThat(await(memory.startAnswer("t"))).isEmpty();
    }

    @Test
    void theSameIdIsTheSameMemory() {
        long number = append(start("t"));
        assertThat(await(store.chargePoint("CP-1").head()).orElseThrow().number()).isEqualTo(number);
    }

    // power cuts

    @Test
    void everythingSurvivesAnOrderlyEnd() throws Exception {
        Snapshot before = fill();
        reopenStore();
        assertThat(snapshot()).isEqualTo(before);
    }

    @Test
    void everythingConfirmedSurvivesACrash() throws Exception {
        Snapshot before = fill();
        store = crash(store);
        memory = store.chargePoint("CP-1");
        assertThat(snapshot()).isEqualTo(before);
    }

    private record Snapshot(Optional<OutboxEntry> head, OutboxSize size, List<DeadLetter> dead,
            List<RunningTransaction> running, Optional<StartAnswer> answer, Map<String, String> variables) { }

    private Snapshot fill() {
        await(memory.acknowledge(append(start("t"), running("t")), answer(12)));
        await(memory.bury(append(meter("t")), "given up"));
        long head = append(meter("t"), running("t").withMeter(2_000, START.plusSeconds(1)));
        await(memory.countAttempt(head));
        append(start("u"), running("u"));
        append(stop("u"));
        await(memory.putVariable("MeterValueSampleInterval", "15"));
        return snapshot();
    }

    private Snapshot snapshot() {
        return new Snapshot(await(memory.head()), await(memory.outboxSize()), await(memory.deadLetters()),
                await(memory.runningTransactions()), await(memory.startAnswer("t")), await(memory.variables()));
    }

    private void reopenStore() throws Exception {
        store = reopen(store);
        memory = store.chargePoint("CP-1");
    }

    private List<Long> appendMany(String transaction, int count) {
        List<CompletionStage<Long>> stages = IntStream.range(0, count)
            .mapToObj(i -> memory.append(meter(transaction), Optional.empty())).toList();
        return stages.stream().map(ChargePointStoreContract::await).toList();
    }

    private List<Long> appendLarge(String transaction, int count) {
        return IntStream.range(0, count).mapToObj(i -> append(largeMeter(transaction))).toList();
    }

    private static OutboxMessage largeMeter(String transaction) {
        return message(MessageKind.METER, transaction, "m".repeat(1_000));
    }

    private List<Long> drain() {
        List<Long> numbers = new ArrayList<>();
        for (Optional<OutboxEntry> head = await(memory.head()); head.isPresent(); head = await(memory.head())) {
            numbers.add(head.get().number());
            await(memory.acknowledge(head.get().number(), Optional.empty()));
        }
        return numbers;
    }

    private long append(OutboxMessage message) {
        return await(memory.append(message, Optional.empty()));
    }

    private long append(OutboxMessage message, RunningTransaction journal) {
        return await(memory.append(message, Optional.of(journal)));
    }

    protected static OutboxMessage start(String transaction) {
        return message(MessageKind.START, transaction, "{\"connectorId\":1}");
    }

    protected static OutboxMessage meter(String transaction) {
        return message(MessageKind.METER, transaction, "{\"meterValue\":[]}");
    }

    protected static OutboxMessage stop(String transaction) {
        return message(MessageKind.STOP, transaction, "{\"meterStop\":4200}");
    }

    protected static RunningTransaction running(String transaction) {
        return new RunningTransaction(transaction, 1, "04E2'\"é", START, 1_000, 1_000, START);
    }

    private static Optional<StartAnswer> answer(int transactionId) {
        return Optional.of(new StartAnswer(transactionId, "Invalid", transactionId % 2 == 0 ? Optional.empty() : Optional.of("'\"é")));
    }

    private static OutboxMessage message(MessageKind kind, String transaction, String payload) {
        return new OutboxMessage(kind, Optional.of(transaction), "ocpp1.6", kind.name(), payload);
    }

    /** The stage's result within 30 s; its {@link StoreException} as it is. */
    protected static <T> T await(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof StoreException refused) {
                throw refused;
            }
            throw new AssertionError(failed);
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }
}
