package io.holdfast.client.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.store.ChargePointStore;
import io.holdfast.store.MessageKind;
import io.holdfast.store.OutboxMessage;
import io.holdfast.store.RunningTransaction;
import io.holdfast.store.testing.MemoryStore;
import io.holdfast.strand.testing.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The clock alone, on what lives that ended at a bad moment have left in the store. */
class MessageClockTest {
    private static final Instant BEGAN = Instant.parse("1970-01-01T00:00:00Z");
    private static final Instant ENDED = Instant.parse("1970-01-01T05:00:00Z");

    private final VirtualTime time = new VirtualTime();
    private final MemoryStore memory = new MemoryStore();
    private final ChargePointStore store = memory.chargePoint("CP1");

    private MessageClock clock() {
        MessageClock clock = new MessageClock("CP1", time.create("CP1"), store);
        clock.begin();
        time.runUntilIdle();
        return clock;
    }

    private void clockStartsAt(Instant instant) {
        time.stepClock(Duration.between(time.now(), instant));
    }

    private UnaryOperator<Instant> told(MessageClock clock, Instant present) {
        Optional<UnaryOperator<Instant>> correction = clock.told(Duration.between(time.now(), present));
        time.runUntilIdle();
        return correction.orElseThrow();
    }

    @Test
    void theLastReadingBeforeAPowerCutIsNoTimeOfTheClockThatBeginsBehindIt() {
        Instant lastReading = Instant.parse("2026-03-01T10:00:00.000400Z");
        RunningTransaction running = new RunningTransaction("t1", 1, "TAG", lastReading.minusSeconds(600), 0, 10, lastReading);
        store.append(new OutboxMessage(MessageKind.START, Optional.of("t1"), "ocpp1.6", "StartTransaction", "{}"), Optional.of(running));
        clockStartsAt(BEGAN);
        MessageClock clock = clock();
        Instant since = clock.stamp().orElseThrow();
        UnaryOperator<Instant> correction = told(clock, Instant.parse("2026-03-01T18:00:00Z"));
        assertThat(correction.apply(lastReading)).isEqualTo(lastReading);
        assertThat(clock.correction(since).orElseThrow().apply(lastReading)).isEqualTo(lastReading);
    }

    @Test
    void aClockWhoseCorrectionIsDurableIsNotOpenAnyMoreThoughTheProcessEndedBeforeItsMarkWasGone() {
        store.putVariable("clock", BEGAN + " " + ENDED);
        store.putVariable("clock." + BEGAN, ENDED + " PT480H");
        clockStartsAt(ENDED.plusSeconds(60));
        MessageClock next = clock();
        assertThat(next.stamp()).get().isNotEqualTo(BEGAN);
        told(next, Instant.parse("2026-03-01T18:00:00Z"));
        assertThat(next.correction(BEGAN).orElseThrow().apply(BEGAN)).as("as it may have been sent").isEqualTo(BEGAN.plus(Duration.ofHours(480)));
        assertThat(store.variables().toCompletableFuture().join()).containsEntry("clock." + BEGAN, ENDED + " PT480H").doesNotContainKey("clock");
    }

    @Test
    void aCorrectionStaysWhileAMessageThatWasQueuedAgainNeedsItAndGoesWhenNoneDoes() {
        store.putVariable("clock." + BEGAN, ENDED + " PT480H");
        store.putVariable("clock." + ENDED, ENDED + " PT481H");
        long number = store.append(new OutboxMessage(MessageKind.METER, Optional.empty(), "ocpp1.6", "MeterValues", "{}", Optional.of(BEGAN)),
            Optional.empty()).toCompletableFuture().join();
        MessageClock clock = clock();
        clock.nothingWaits();
        time.runUntilIdle();
        assertThat(store.variables().toCompletableFuture().join()).as("it waits again").hasSize(2);
        store.bury(number, "test");
        clock.nothingWaits();
        time.runUntilIdle();
        assertThat(store.variables().toCompletableFuture().join()).as("it is a dead letter").containsOnlyKeys("clock." + BEGAN);
        assertThat(clock.correction(BEGAN).orElseThrow().apply(BEGAN)).isEqualTo(BEGAN.plus(Duration.ofHours(480)));
        store.requeue(Set.of(number));
        store.acknowledge(number, Optional.empty());
        clock.nothingWaits();
        time.runUntilIdle();
        assertThat(store.variables().toCompletableFuture().join()).isEmpty();
    }

    @Test
    void whatAnEarlierLifeStampedIsCorrectedToIfTheStoreCanBeReadOnlyAfterTheCsmsHasTold() {
        store.putVariable("clock", BEGAN + " " + ENDED);
        memory.refuse("not mounted");
        clockStartsAt(BEGAN);
        MessageClock clock = clock();
        time.advance(Duration.ofSeconds(2));
        told(clock, Instant.parse("2026-03-01T18:00:00Z"));
        memory.accept();
        assertThat(clock.correction(BEGAN)).as("not known yet").isEmpty();
        time.advance(Duration.ofSeconds(10));
        assertThat(clock.correction(BEGAN).orElseThrow().apply(ENDED)).isEqualTo(Instant.parse("2026-03-01T17:59:58Z"));
        assertThat(store.variables().toCompletableFuture().join()).containsOnlyKeys("clock." + BEGAN);
    }

    @Test
    void whatIsStampedBeforeTheStoreCanBeReadLeavesAnEarlierLifesClockItsMark() {
        store.putVariable("clock", BEGAN + " " + ENDED);
        memory.refuse("not mounted");
        clockStartsAt(BEGAN.plusSeconds(7));
        MessageClock clock = clock();
        memory.accept();
        Instant since = clock.stamp().orElseThrow();
        time.advance(Duration.ofSeconds(10));
        told(clock, Instant.parse("2026-03-01T18:00:00Z"));
        assertThat(clock.correction(since).orElseThrow().apply(since)).isEqualTo(Instant.parse("2026-03-01T17:59:50Z"));
        assertThat(clock.correction(BEGAN).orElseThrow().apply(ENDED)).isEqualTo(Instant.parse("2026-03-01T17:59:50Z"));
    }
}
