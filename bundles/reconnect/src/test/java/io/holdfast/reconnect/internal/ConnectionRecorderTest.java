package io.holdfast.reconnect.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.reconnect.ConnectionState;
import io.holdfast.reconnect.ReconnectStatus;
import io.holdfast.reconnect.ReconnectStatus.Metrics;
import io.holdfast.strand.testing.VirtualTime;
import io.holdfast.transport.CloseReason;
import io.holdfast.transport.HandshakeFailure;
import io.holdfast.transport.HandshakeFailure.Cause;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is counted and measured, in virtual time. */
class ConnectionRecorderTest {
    private static final URI CSMS = URI.create("ws://csms/ocpp");

    private final VirtualTime time = new VirtualTime();
    private final Instant start = time.now();
    private ConnectionState state = ConnectionState.STOPPED;
    private final ConnectionRecorder recorder = new ConnectionRecorder("CP1", time.strand("CP1"), CSMS, 0, () -> state);

    private ReconnectStatus status() {
        return recorder.status();
    }

    private Metrics metrics() {
        return recorder.status().metrics();
    }

    private void connecting(int attempt) {
        state = ConnectionState.CONNECTING;
        recorder.onConnecting(attempt, attempt, CSMS);
    }

    private void failed(int attempt, Cause cause) {
        state = ConnectionState.BACKOFF;
        recorder.onFailed(attempt, attempt, HandshakeFailure.of(cause, ""));
    }

    private void backoff(int attempt, int seconds) {
        recorder.onBackoff(attempt, attempt, Duration.ofSeconds(seconds));
    }

    private void connected() {
        state = ConnectionState.CONNECTED;
        recorder.onConnected(1, new DummyConnection(), CSMS);
    }

    private void online() {
        state = ConnectionState.ONLINE;
        recorder.onOnline(1);
    }

    private void lost() {
        state = ConnectionState.BACKOFF;
        recorder.onClosed(1, CloseReason.lost("cable cut"));
        recorder.onOffline(1);
    }

    private void pass(int seconds) {
        time.advance(Duration.ofSeconds(seconds));
    }

    @Test
    void nothingIsKnownBeforeTheFirstAttempt() {
        assertThat(status().state()).isEqualTo(ConnectionState.STOPPED);
        assertThat(status().offlineSince()).contains(start);
        assertThat(metrics()).isEqualTo(new Metrics(0, 0, Map.of(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
            Optional.empty(), Duration.ZERO, Optional.empty()));
    }

    @Test
    void failuresAreCountedByTheirCauseAndInARow() {
        connecting(1);
        failed(1, Cause.DNS);
        connecting(2);
        failed(2, Cause.REFUSED);
        connecting(3);
        failed(3, Cause.REFUSED);
        assertThat(metrics().attempts()).isEqualTo(3);
        assertThat(metrics().failures()).containsOnly(Map.entry(Cause.DNS, 1L), Map.entry(Cause.REFUSED, 2L));
        assertThat(metrics().lastFailure()).map(HandshakeFailure::cause).contains(Cause.REFUSED);
        assertThat(metrics().advice()).hasValueSatisfying(advice -> assertThat(advice).contains("check host and port"));
        assertThat(status().failedAttempts()).isEqualTo(3);
        connected();
        assertThat(status().failedAttempts()).isZero();
        assertThat(metrics().failures()).hasSize(2);
    }

    @Test
    void aConnectionGrowsOlderWhileItIsOpenAndCountsInTheTotalAfterwards() {
        connecting(1);
        connected();
        pass(30);
        assertThat(metrics().connectedNow()).contains(Duration.ofSeconds(30));
        assertThat(metrics().connectedTotal()).isEqualTo(Duration.ofSeconds(30));
        lost();
        pass(100);
        assertThat(metrics().connectedNow()).isEmpty();
        assertThat(metrics().connectedTotal()).isEqualTo(Duration.ofSeconds(30));
        connecting(1);
        connected();
        pass(5);
        assertThat(metrics().connectedNow()).contains(Duration.ofSeconds(5));
        assertThat(metrics().connectedTotal()).isEqualTo(Duration.ofSeconds(35));
        assertThat(metrics().connections()).isEqualTo(2);
        assertThat(metrics().lastReconnect()).contains(Duration.ofSeconds(100));
        assertThat(metrics().lastClose()).map(CloseReason::endedBy).contains(CloseReason.EndedBy.LOST);
    }

    @Test
    void theTimeToOnlineBeginsWhenAConnectionIsWantedAndAfterwardsWhenWeGoOffline() {
        pass(1000);
        connecting(1);
        pass(2);
        connected();
        pass(1);
        online();
        assertThat(metrics().lastTimeToOnline()).contains(Duration.ofSeconds(3));
        assertThat(status().offlineSince()).isEmpty();
        lost();
        Instant lostAt = time.now();
        pass(10);
        connecting(1);
        connected();
        pass(7);
        assertThat(status().offlineSince()).contains(lostAt);
        online();
        assertThat(metrics().lastTimeToOnline()).contains(Duration.ofSeconds(17));
    }

    @Test
    void theTimeThatNobodyWantedAConnectionIsNoTimeToOnline() {
        connecting(1);
        connected();
        online();
        lost();
        state = ConnectionState.STOPPED;
        recorder.onStopped(1);
        pass(1000);
        connecting(1);
        pass(4);
        connected();
        online();
        assertThat(metrics().lastTimeToOnline()).contains(Duration.ofSeconds(4));
        assertThat(metrics().lastReconnect()).isEmpty();
    }

    @Test
    void theNextAttemptIsToldWhileItIsWaitedForAndWhileHeldForATime() {
        connecting(1);
        failed(1, Cause.TIMEOUT);
        backoff(2, 12);
        assertThat(status().nextAttempt()).contains(start.plusSeconds(12));
        state = ConnectionState.HELD;
        recorder.onHeld(1, Optional.of(Duration.ofSeconds(90)));
        assertThat(status().nextAttempt()).contains(start.plusSeconds(90));
        recorder.onHeld(1, Optional.empty());
        assertThat(status().nextAttempt()).isEmpty();
    }
}
