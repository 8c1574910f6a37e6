package io.holdfast.signals.testing;

import static io.holdfast.signals.Topics.BACKOFF;
import static io.holdfast.signals.Topics.BOOT_ACCEPTED;
import static io.holdfast.signals.Topics.CLOSED;
import static io.holdfast.signals.Topics.CONNECTED;
import static io.holdfast.signals.Topics.CONNECTING;
import static io.holdfast.signals.Topics.FAILED;
import static io.holdfast.signals.Topics.HELD;
import static io.holdfast.signals.Topics.NO_TRANSPORT;
import static io.holdfast.signals.Topics.OFFLINE;
import static io.holdfast.signals.Topics.ONLINE;
import static io.holdfast.signals.Topics.STOPPED;
import static io.holdfast.signals.Topics.TRANSPORT_CHANGED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.signals.ConnectionSignals;
import io.holdfast.signals.PublishedSignal;
import io.holdfast.signals.SessionSignals;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SignalGrammarTest {
    private static void history(SignalGrammar grammar, String... topics) {
        long generation = 0;
        for (String topic : topics) {
            generation += topic.equals(CONNECTING) ? 1 : 0;
            grammar.accept(topic, generation);
        }
    }

    private static void history(String... topics) {
        history(SignalGrammar.fromTheStart(), topics);
    }

    @Test
    void aLongLifeIsAccepted() {
        SignalGrammar grammar = SignalGrammar.fromTheStart();
        history(grammar, NO_TRANSPORT, TRANSPORT_CHANGED, CONNECTING, FAILED, BACKOFF, HELD, CONNECTING, CONNECTED, BOOT_ACCEPTED, ONLINE,
                OFFLINE, ONLINE, CLOSED, OFFLINE, BACKOFF, CONNECTING, CONNECTED, CLOSED, TRANSPORT_CHANGED, CONNECTING, CONNECTED,
                ONLINE, OFFLINE, CLOSED, STOPPED, CONNECTING, FAILED, STOPPED);
        grammar.assertStopped();
    }

    @Test
    void whatBreaksTheGrammarIsToldWithItsPosition() {
        assertThatThrownBy(() -> history(ONLINE)).hasMessageContaining("Signal 1, " + ONLINE);
        assertThatThrownBy(() -> history(CONNECTING, CONNECTED, OFFLINE)).isInstanceOf(AssertionError.class)
            .hasMessageContaining("Signal 3, " + OFFLINE).hasMessageContaining("[" + CONNECTING + ", " + CONNECTED + "]");
        assertThatThrownBy(() -> history(CONNECTING, CONNECTING)).hasMessageContaining("Signal 2");
        assertThatThrownBy(() -> history(CONNECTING, BACKOFF)).hasMessageContaining("Signal 2");
        assertThatThrownBy(() -> history(CONNECTING, FAILED, OFFLINE)).hasMessageContaining("Signal 3");
        assertThatThrownBy(() -> history(CONNECTING, CONNECTED, ONLINE, CLOSED, BACKOFF)).hasMessageContaining("Signal 5");
        assertThatThrownBy(() -> history(CONNECTING, CONNECTED, CLOSED, CLOSED)).hasMessageContaining("Signal 4");
        assertThatThrownBy(() -> history(CONNECTING, CONNECTED, STOPPED)).hasMessageContaining("Signal 3");
    }

    @Test
    void eachAttemptHasAHigherGenerationAndKeepsIt() {
        SignalGrammar same = SignalGrammar.fromTheStart();
        same.accept(CONNECTING, 1);
        same.accept(FAILED, 1);
        assertThatThrownBy(() -> same.accept(CONNECTING, 1)).hasMessageContaining("generation 1 after 1");

        SignalGrammar other = SignalGrammar.fromTheStart();
        other.accept(CONNECTING, 1);
        assertThatThrownBy(() -> other.accept(CONNECTED, 2)).hasMessageContaining("generation 2 after 1");

        SignalGrammar old = SignalGrammar.fromTheStart();
        old.accept(CONNECTING, 5);
        old.accept(FAILED, 5);
        assertThatThrownBy(() -> old.accept(BACKOFF, 4)).hasMessageContaining("generation 4 after 5");
    }

    @Test
    void aGapInTheSequenceIsBroken() {
        SignalGrammar grammar = SignalGrammar.fromTheStart();
        grammar.accept(new PublishedSignal(1, Instant.EPOCH, ConnectionSignals.noTransport("cp", 0)));
        grammar.accept(new PublishedSignal(2, Instant.EPOCH, SessionSignals.bootAccepted("cp", 0, Duration.ofSeconds(1))));
        PublishedSignal fourth = new PublishedSignal(4, Instant.EPOCH, ConnectionSignals.stopped("cp", 0));
        assertThatThrownBy(() -> grammar.accept(fourth)).hasMessageContaining("sequence 4, expected 3");
        assertThatThrownBy(() -> SignalGrammar.fromTheStart().accept(fourth)).hasMessageContaining("expected 1");
        assertThatThrownBy(() -> grammar.accept(STOPPED, Map.of("generation", 1L))).hasMessageContaining("no sequence");
    }

    @Test
    void whoComesLateMayComeAnywhereButThenTheGrammarHolds() {
        assertThatCode(() -> history(SignalGrammar.joined(), OFFLINE, BACKOFF, CONNECTING)).doesNotThrowAnyException();
        assertThatCode(() -> history(SignalGrammar.joined(), CLOSED, OFFLINE, STOPPED)).doesNotThrowAnyException();
        assertThatCode(() -> history(SignalGrammar.joined(), CLOSED, BACKOFF)).doesNotThrowAnyException();
        assertThatThrownBy(() -> history(SignalGrammar.joined(), CONNECTED, FAILED)).hasMessageContaining("Signal 2");
        SignalGrammar grammar = SignalGrammar.joined();
        grammar.accept(new PublishedSignal(40, Instant.EPOCH, ConnectionSignals.online("cp", 3)));
        assertThatThrownBy(() -> grammar.accept(new PublishedSignal(42, Instant.EPOCH, ConnectionSignals.offline("cp", 3))))
            .hasMessageContaining("sequence 42, expected 41");
    }

    @Test
    void anUnfinishedHistoryIsNotStopped() {
        SignalGrammar grammar = SignalGrammar.fromTheStart();
        grammar.assertStopped();
        history(grammar, CONNECTING, FAILED);
        assertThatThrownBy(grammar::assertStopped).hasMessageContaining("the end");
    }

    @Test
    void recordedSignalsAreNumberedAndCheckedForEachChargePoint() {
        RecordedSignals recorded = new RecordedSignals(() -> Instant.EPOCH);
        recorded.publish(ConnectionSignals.noTransport("a", 0));
        recorded.publish(ConnectionSignals.noTransport("b", 0));
        assertThat(recorded.publish(ConnectionSignals.stopped("a", 0))).isEqualTo(2);
        recorded.assertGrammar();
        assertThat(recorded.topics("a")).containsExactly(NO_TRANSPORT, STOPPED);
        assertThat(recorded.on(NO_TRANSPORT)).hasSize(2);
        assertThat(recorded.lastSequence("b")).isEqualTo(1);
        recorded.publish(ConnectionSignals.online("b", 0));
        assertThatThrownBy(recorded::assertGrammar).isInstanceOf(AssertionError.class).hasMessageContaining(ONLINE);
    }
}
