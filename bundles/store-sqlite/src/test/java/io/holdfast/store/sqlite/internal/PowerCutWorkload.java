package io.holdfast.store.sqlite.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.store.ChargePointStore;
import io.holdfast.store.MessageKind;
import io.holdfast.store.OutboxEntry;
import io.holdfast.store.OutboxMessage;
import io.holdfast.store.OutboxSize;
import io.holdfast.store.RunningTransaction;
import io.holdfast.store.StartAnswer;
import io.holdfast.store.testing.MemoryStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Random calls to a store, and to a model of it. */
final class PowerCutWorkload implements AutoCloseable {
    private static final Instant START = Instant.parse("2026-03-29T01:00:00Z");

    private final Random random;
    private final SqliteStore store;
    private final MemoryStore model = new MemoryStore();
    /** The model's state after so many calls. */
    private final List<State> states = new ArrayList<>();
    private int transactions;

    PowerCutWorkload(Path directory, Random random) {
        this.random = random;
        store = open(directory);
        states.add(state(model.chargePoint("CP-1")));
    }

    /** All that can be asked, but for the moment of a burial, which the model does not share. */
    private record State(Optional<OutboxEntry> head, OutboxSize size, List<Object> dead, List<RunningTransaction> running,
            List<Optional<StartAnswer>> answers, Map<String, String> variables) { }

    int calls() {
        return states.size() - 1;
    }

    /** So many calls at once; returns when all are confirmed. */
    void call(int count) throws Exception {
        List<CompletionStage<?>> stages = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Function<ChargePointStore, CompletionStage<?>> call = next();
            await(call.apply(model.chargePoint("CP-1")));
            states.add(state(model.chargePoint("CP-1")));
            stages.add(call.apply(store.chargePoint("CP-1")));
        }
        for (CompletionStage<?> stage : stages) {
            await(stage);
        }
    }

    /** Has the log written into the database; the next call begins the log anew. */
    void checkpoint() throws Exception {
        // the driver has no transaction open between two calls of ours, and this call's own must end first
        await(store.writer().submit(database -> {
            database.commit();
            List<Integer> busy = database.query(row -> row.getInt(1), "PRAGMA wal_checkpoint(FULL)");
            database.begin();
            return busy;
        }));
    }

    void assertThatItHolds(Path left, int atLeast, String where) throws Exception {
        SqliteStore reopened = open(left);
        try {
            State found = state(reopened.chargePoint("CP-1"));
            assertThat(states.lastIndexOf(found)).as(where + ": as after so many calls, -1 is never").isGreaterThanOrEqualTo(atLeast);
            assertThat(left).as(where).isDirectoryNotContaining("glob:**corrupt**");
            await(reopened.chargePoint("CP-1").putVariable("after", "cut"));
        } finally {
            reopened.close();
        }
    }

    @Override
    public void close() {
        store.close();
    }

    private static SqliteStore open(Path directory) {
        return new SqliteStore(directory.toString(), Duration.ofSeconds(10), SqliteStore.DEFAULT_OUTBOX_LIMIT_BYTES);
    }

    private Function<ChargePointStore, CompletionStage<?>> next() throws Exception {
        Optional<OutboxEntry> head = await(model.chargePoint("CP-1").head());
        Set<Long> dead = Set.copyOf(await(model.chargePoint("CP-1").deadLetters()).stream().map(letter -> letter.number()).toList());
        String name = "t" + Math.max(0, transactions - random.nextInt(3));
        String payload = Integer.toString(random.nextInt()).repeat(1 + random.nextInt(400));
        return switch (random.nextInt(12)) {
            case 0, 1 -> {
                String begun = "t" + ++transactions;
                yield store -> store.append(message(MessageKind.START, begun, payload), Optional.of(running(begun, 0)));
            }
            case 2, 3, 4 -> store -> store.append(message(MessageKind.METER, name, payload), Optional.of(running(name, payload.length())));
            case 5 -> store -> store.append(message(MessageKind.STOP, name, payload), Optional.empty());
            case 6, 7, 8 -> {
                StartAnswer any = new StartAnswer(random.nextInt(), random.nextBoolean() ? "Accepted" : "Invalid", Optional.of(name));
                Optional<StartAnswer> answer = head.filter(entry -> entry.message().kind() == MessageKind.START).map(entry -> any);
                yield store -> store.acknowledge(head.map(OutboxEntry::number).orElse(0L), answer);
            }
            case 9 -> store -> store.bury(head.map(OutboxEntry::number).orElse(0L), "given up");
            case 10 -> random.nextBoolean() ? store -> store.requeue(dead) : store -> store.discard(dead);
            default -> store -> store.putVariable(name, payload);
        };
    }

    private State state(ChargePointStore memory) {
        try {
            List<Object> dead = await(memory.deadLetters()).stream()
                .<Object>map(letter -> List.of(letter.number(), letter.message(), letter.attempts(), letter.reason())).toList();
            List<RunningTransaction> running = await(memory.runningTransactions());
            // those of other transactions may be forgotten
            List<Optional<StartAnswer>> answers = new ArrayList<>();
            for (RunningTransaction transaction : running) {
                answers.add(await(memory.startAnswer(transaction.transaction())));
            }
            return new State(await(memory.head()), await(memory.outboxSize()), dead, running, answers, await(memory.variables()));
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }

    private static OutboxMessage message(MessageKind kind, String transaction, String payload) {
        return new OutboxMessage(kind, Optional.of(transaction), "ocpp1.6", kind.name(), payload);
    }

    private static RunningTransaction running(String transaction, long wh) {
        return new RunningTransaction(transaction, 1, "TAG", START, 0, wh, START);
    }

    private static <T> T await(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
}
