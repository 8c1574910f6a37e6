package io.holdfast.client.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.holdfast.client.TimelineEntry;
import io.holdfast.signals.ConnectionSignals;
import io.holdfast.signals.OutboxSignals;
import io.holdfast.signals.SessionSignals;
import io.holdfast.strand.Strand;
import io.holdfast.strand.testing.VirtualTime;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Which signals are remembered, and how they are told. */
class TimelineTest {
    private static final URI ONE = URI.create("ws://one/ocpp");
    private static final URI TWO = URI.create("ws://two/ocpp");

    private final VirtualTime time = new VirtualTime();
    private final Strand strand = time.strand("CP1");
    private final Instant start = time.now();
    private final Timeline timeline = new Timeline(strand::now, strand::nanoTime);

    private void pass(int seconds) {
        time.advance(Duration.ofSeconds(seconds));
    }

    private void failingAttempt(int attempt, URI endpoint, String cause, OptionalInt status) {
        timeline.note(ConnectionSignals.connecting("CP1", attempt, attempt, endpoint));
        pass(1);
        timeline.note(ConnectionSignals.failed("CP1", attempt, attempt, cause, status, "no use"));
        timeline.note(ConnectionSignals.backoff("CP1", attempt, attempt + 1, Duration.ofSeconds(9)));
        pass(9);
    }

    private void refusedAttempt(int attempt) {
        failingAttempt(attempt, ONE, "REFUSED", OptionalInt.empty());
    }

    @Test
    void aSessionIsToldFromItsBeginningToItsEnd() {
        timeline.note(ConnectionSignals.connecting("CP1", 1, 1, ONE));
        pass(2);
        timeline.note(ConnectionSignals.connected("CP1", 1, ONE, "ocpp1.6", "vertx"));
        timeline.note(SessionSignals.bootPending("CP1", 1, Duration.ofSeconds(60)));
        pass(60);
        timeline.note(SessionSignals.bootAccepted("CP1", 1, Duration.ofSeconds(300)));
        timeline.note(ConnectionSignals.online("CP1", 1));
        timeline.note(OutboxSignals.drained("CP1", 1));
        pass(300);
        timeline.note(SessionSignals.heartbeat("CP1", 1, Duration.ofMillis(4), Optional.empty()));
        pass(300);
        timeline.note(SessionSignals.heartbeat("CP1", 1, Duration.ofMillis(5), Optional.empty()));
        timeline.note(ConnectionSignals.closed("CP1", 1, 1006, "cable cut", "LOST"));
        timeline.note(ConnectionSignals.offline("CP1", 1));
        timeline.note(ConnectionSignals.held("CP1", 1, Optional.of(Duration.ofMinutes(2))));
        assertThat(timeline.entries()).extracting(TimelineEntry::what, TimelineEntry::detail, TimelineEntry::sincePrevious).containsExactly(
            tuple("CONNECTING", "attempt 1 to ws://one/ocpp", Duration.ZERO),
            tuple("CONNECTED", "to ws://one/ocpp by transport vertx, ocpp1.6", Duration.ofSeconds(2)),
            tuple("BOOT_PENDING", "again after 1 min 0 s", Duration.ZERO),
            tuple("BOOT_ACCEPTED", "heartbeat interval 5 min 0 s", Duration.ofSeconds(60)),
            tuple("ONLINE", "", Duration.ZERO),
            tuple("HEARTBEAT", "the first of this connection, answered after 4 ms", Duration.ofSeconds(300)),
            tuple("CLOSED", "LOST 1006 cable cut", Duration.ofSeconds(300)),
            tuple("OFFLINE", "", Duration.ZERO),
            tuple("HELD", "by command, for 2 min 0 s", Duration.ZERO));
        assertThat(timeline.entries().get(1).at()).isEqualTo(start.plusSeconds(2));
    }

    @Test
    void attemptsThatFailInTheSameWayAreOneEntry() {
        refusedAttempt(1);
        refusedAttempt(2);
        refusedAttempt(3);
        List<TimelineEntry> entries = timeline.entries();
        assertThat(entries).extracting(TimelineEntry::what).containsExactly("CONNECTING", "FAILED", "BACKOFF");
        TimelineEntry failed = entries.get(1);
        assertThat(failed.times()).isEqualTo(3);
        assertThat(failed.at()).isEqualTo(start.plusSeconds(1));
        assertThat(failed.lastAt()).isEqualTo(start.plusSeconds(21));
        assertThat(failed.detail()).isEqualTo("attempt 3: REFUSED no use");
        assertThat(failed.generation()).isEqualTo(3);
        assertThat(entries.get(2).sincePrevious()).isZero();
    }

    @Test
    void anotherCauseStatusOrAddressIsAnotherEntry() {
        refusedAttempt(1);
        failingAttempt(2, ONE, "HTTP_STATUS", OptionalInt.of(404));
        failingAttempt(3, ONE, "HTTP_STATUS", OptionalInt.of(503));
        failingAttempt(4, TWO, "HTTP_STATUS", OptionalInt.of(503));
        assertThat(timeline.entries()).filteredOn(entry -> entry.what().equals("FAILED")).extracting(TimelineEntry::detail).containsExactly(
            "attempt 1: REFUSED no use", "attempt 2: HTTP_STATUS 404 no use", "attempt 3: HTTP_STATUS 503 no use", "attempt 4: HTTP_STATUS 503 no use");
    }

    @Test
    void failuresWithAnythingElseBetweenThemStayApart() {
        refusedAttempt(1);
        timeline.note(ConnectionSignals.transportChanged("CP1", 1, "jdk"));
        refusedAttempt(2);
        assertThat(timeline.entries()).extracting(TimelineEntry::what)
            .containsExactly("CONNECTING", "FAILED", "BACKOFF", "TRANSPORT_CHANGED", "CONNECTING", "FAILED", "BACKOFF");
    }

    @Test
    void theOldestEntriesGo() {
        for (int i = 1; i <= 60; i++) {
            timeline.note(ConnectionSignals.online("CP1", i));
            timeline.note(ConnectionSignals.offline("CP1", i));
        }
        assertThat(timeline.entries()).hasSize(100).last().extracting(TimelineEntry::generation).isEqualTo(60L);
        assertThat(timeline.entries().get(0).generation()).isEqualTo(11);
    }
}
