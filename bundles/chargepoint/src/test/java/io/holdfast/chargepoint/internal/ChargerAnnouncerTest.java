package io.holdfast.chargepoint.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.charger.ChargerDriver;
import io.holdfast.charger.FaultCode;
import io.holdfast.charger.LinkState;
import io.holdfast.charger.Severity;
import io.holdfast.signals.Signal;
import io.holdfast.signals.SignalListener;
import io.holdfast.signals.SignalProperties;
import io.holdfast.signals.SignalPublisher;
import io.holdfast.signals.Topics;
import io.holdfast.strand.testing.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChargerAnnouncerTest {
    private static final Map<String, Object> BOX = Map.of(ChargerDriver.CHARGER_ID, "box");

    private final VirtualTime time = new VirtualTime();
    private final FakeCharger charger = new FakeCharger(time, 1);
    private final List<Signal> published = new ArrayList<>();
    private final ChargerAnnouncer announcer = new ChargerAnnouncer(new SignalPublisher() {
        @Override
        public long publish(Signal signal) {
            published.add(signal);
            return published.size();
        }

        @Override
        public long lastSequence(String chargePointId) {
            return published.size();
        }

        @Override
        public long lastGeneration(String chargePointId) {
            return 0;
        }

        @Override
        public Subscription listen(SignalListener listener) {
            throw new UnsupportedOperationException();
        }
    });

    @Test
    void tellsOfTheLinkFromTheBeginningToTheEnd() {
        announcer.addDriver(charger, BOX);
        time.advance(Duration.ofSeconds(1));
        charger.link(LinkState.DOWN);
        charger.link(LinkState.UP);
        announcer.removeDriver(charger, BOX);
        assertThat(published).allSatisfy(signal -> {
            assertThat(signal.topic()).isEqualTo(Topics.CHARGER_LINK);
            assertThat(signal.chargerId()).contains("box");
        });
        assertThat(published).extracting(signal -> signal.properties().get(SignalProperties.LINK))
            .containsExactly("UP", "DOWN", "UP", "DOWN");
        assertThat(charger.subscribers()).isZero();
    }

    @Test
    void tellsOfFaultsWithTheirProperties() {
        announcer.addDriver(charger, BOX);
        charger.fault(1, FaultCode.LOCK, Severity.CONNECTOR_INOPERATIVE);
        charger.clear(1, FaultCode.LOCK);
        assertThat(published).hasSize(2).allMatch(signal -> signal.topic().equals(Topics.CHARGER_FAULT));
        assertThat(published.get(0).properties()).containsEntry(SignalProperties.FAULT, "LOCK").containsEntry(SignalProperties.ACTIVE, true)
            .containsEntry(SignalProperties.SEVERITY, "CONNECTOR_INOPERATIVE").containsEntry(SignalProperties.VENDOR_ERROR_CODE, "E7")
            .containsEntry(SignalProperties.CONNECTOR_ID, 1).containsEntry(SignalProperties.DETAIL, "something broke");
        assertThat(published.get(1).properties()).containsEntry(SignalProperties.ACTIVE, false);
    }

    @Test
    void listensToNobodyAfterItsEnd() {
        announcer.addDriver(charger, BOX);
        announcer.deactivate();
        assertThat(charger.subscribers()).isZero();
    }
}
