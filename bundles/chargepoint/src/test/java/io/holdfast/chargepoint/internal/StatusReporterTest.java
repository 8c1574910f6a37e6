package io.holdfast.chargepoint.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.chargepoint.ConnectorStatus;
import io.holdfast.charger.FaultCode;
import io.holdfast.charger.PilotState;
import io.holdfast.charger.Severity;
import io.holdfast.ocpp16.ChargePointErrorCode;
import io.holdfast.ocpp16.ChargePointStatus;
import io.holdfast.ocpp16.StatusNotificationRequest;
import io.holdfast.session.Outcome;
import io.holdfast.signals.SignalProperties;
import io.holdfast.signals.Topics;
import io.holdfast.transport.CloseReason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class StatusReporterTest {
    @Test
    void afterABootConnectorZeroAndEveryConnectorAreReportedInOrder() {
        Bench bench = new Bench(2);
        bench.start();
        assertThat(bench.client.calls).isEmpty();
        bench.goOnline(true);
        assertThat(bench.client.calls).extracting(call -> ((StatusNotificationRequest) call).connectorId()).containsExactly(0, 1, 2);
        assertThat(bench.client.calls).allSatisfy(call -> {
            StatusNotificationRequest status = (StatusNotificationRequest) call;
            assertThat(status.status()).isEqualTo(ChargePointStatus.AVAILABLE);
            assertThat(status.errorCode()).isEqualTo(ChargePointErrorCode.NO_ERROR);
            assertThat(status.timestamp()).isPresent();
        });
    }

    @Test
    void afterAMereReconnectOnlyWhatHasChangedIsReportedInItsPresentState() {
        Bench bench = new Bench(2);
        bench.start();
        bench.goOnline(true);
        bench.goOffline();
        bench.client.calls.clear();
        bench.charger.plug(1);
        bench.seconds(60);
        bench.charger.plug(2);
        bench.charger.unplug(2);
        bench.seconds(1);
        assertThat(bench.client.calls).isEmpty();
        bench.goOnline(false);
        assertThat(bench.reported(1)).containsExactly("Finishing");
        assertThat(bench.reported(2)).isEmpty();
        assertThat(bench.reported(0)).isEmpty();
    }

    @Test
    void theTimestampIsThatOfTheChangeNotOfTheReport() {
        Bench bench = Bench.online();
        bench.goOffline();
        bench.seconds(10);
        bench.charger.plug(1);
        bench.time.runUntilIdle();
        Instant plugged = bench.time.now();
        bench.seconds(10);
        bench.goOnline(false);
        assertThat(bench.lastReport().timestamp()).contains(plugged);
    }

    @Test
    void aReportThatDidNotArriveIsSentAgainWhenOnlineAgain() {
        Bench bench = Bench.online();
        bench.client.outcomes.put("StatusNotification", request -> new Outcome.Uncertain<>(
            new CloseReason(CloseReason.EndedBy.LOST, 1006, "")));
        bench.charger.plug(1);
        bench.seconds(1);
        bench.client.outcomes.clear();
        bench.client.calls.clear();
        bench.goOnline(false);
        assertThat(bench.reported(1)).containsExactly("Preparing");
    }

    @Test
    void aStatusShorterThanMinimumStatusDurationIsNotReported() {
        Bench bench = new Bench(1);
        bench.file.put("MinimumStatusDuration", "5");
        bench.start();
        bench.goOnline(true);
        bench.charger.plug(1);
        bench.seconds(4);
        bench.charger.unplug(1);
        bench.seconds(10);
        assertThat(bench.reported(1)).containsExactly("Available");
        bench.charger.plug(1);
        bench.seconds(5);
        assertThat(bench.reported(1)).containsExactly("Available", "Preparing");
    }

    @Test
    void aSuspensionOfAMomentIsNotReported() {
        Bench bench = Bench.charging();
        bench.charger.contactor(1, false);
        bench.time.advance(StatusReporter.SUSPENSION_SETTLES.minusMillis(1));
        bench.charger.contactor(1, true);
        bench.seconds(5);
        assertThat(bench.reported(1)).containsExactly("Available", "Preparing", "Charging");
    }

    @Test
    void everyChangeIsPublishedWithItsProperties() {
        Bench bench = Bench.online();
        bench.client.signals.clear();
        bench.goOffline();
        bench.charger.fault(1, FaultCode.OVER_CURRENT, Severity.CONNECTOR_INOPERATIVE);
        bench.seconds(1);
        assertThat(bench.client.signals).singleElement().satisfies(signal -> {
            assertThat(signal.topic()).isEqualTo(Topics.CONNECTOR_STATUS);
            assertThat(signal.properties()).containsEntry(SignalProperties.CHARGEPOINT_ID, "cp")
                .containsEntry(SignalProperties.CONNECTOR_ID, 1).containsEntry(SignalProperties.STATUS, "Faulted")
                .containsEntry(SignalProperties.ERROR_CODE, "OverCurrentFailure")
                .containsEntry(SignalProperties.VENDOR_ERROR_CODE, "E7").containsEntry(SignalProperties.DETAIL, "something broke");
        });
    }

    @Test
    void whoHearsOfAChangeFindsItShown() {
        Bench bench = Bench.online();
        List<ConnectorStatus> shown = new ArrayList<>();
        bench.client.onSignal = () -> shown.add(bench.connector(1).status());
        bench.charger.plug(1);
        bench.seconds(1);
        assertThat(shown).containsExactly(ConnectorStatus.PREPARING);
    }

    @Test
    void aFaultIsReportedWithItsCodeAndItsEndWithNoError() {
        Bench bench = Bench.online();
        bench.charger.fault(1, FaultCode.LOCK, Severity.CONNECTOR_INOPERATIVE);
        bench.seconds(1);
        StatusNotificationRequest broken = bench.lastReport();
        assertThat(broken.status()).isEqualTo(ChargePointStatus.FAULTED);
        assertThat(broken.errorCode()).isEqualTo(ChargePointErrorCode.CONNECTOR_LOCK_FAILURE);
        assertThat(broken.vendorErrorCode()).contains("E7");
        assertThat(broken.info()).contains("something broke");
        bench.charger.clear(1, FaultCode.LOCK);
        bench.seconds(1);
        StatusNotificationRequest whole = bench.lastReport();
        assertThat(whole.status()).isEqualTo(ChargePointStatus.AVAILABLE);
        assertThat(whole.errorCode()).isEqualTo(ChargePointErrorCode.NO_ERROR);
        assertThat(whole.info()).isEmpty();
    }

    @Test
    void aWarningIsReportedWithoutAChangeOfStatus() {
        Bench bench = Bench.online();
        bench.charger.fault(1, FaultCode.RFID_READER, Severity.WARNING);
        bench.seconds(1);
        assertThat(bench.lastReport().status()).isEqualTo(ChargePointStatus.AVAILABLE);
        assertThat(bench.lastReport().errorCode()).isEqualTo(ChargePointErrorCode.READER_FAILURE);
    }

    @Test
    void theWorstFaultIsTheOneThatIsReported() {
        Bench bench = Bench.online();
        bench.charger.fault(1, FaultCode.RFID_READER, Severity.WARNING);
        bench.seconds(1);
        bench.charger.fault(1, FaultCode.OVER_VOLTAGE, Severity.CONNECTOR_INOPERATIVE);
        bench.seconds(1);
        bench.charger.fault(1, FaultCode.METER, Severity.CONNECTOR_INOPERATIVE);
        bench.seconds(1);
        assertThat(bench.lastReport().errorCode()).isEqualTo(ChargePointErrorCode.OVER_VOLTAGE);
    }

    @Test
    void evCommunicationErrorNeverGoesWithFaulted() {
        Bench bench = Bench.online();
        bench.charger.plug(1);
        bench.charger.fault(1, FaultCode.PILOT, Severity.WARNING);
        bench.seconds(1);
        assertThat(bench.lastReport().errorCode()).isEqualTo(ChargePointErrorCode.EV_COMMUNICATION_ERROR);
        bench.charger.clear(1, FaultCode.PILOT);
        bench.charger.fault(1, FaultCode.PILOT, Severity.CONNECTOR_INOPERATIVE);
        bench.seconds(1);
        assertThat(bench.lastReport().status()).isEqualTo(ChargePointStatus.FAULTED);
        assertThat(bench.lastReport().errorCode()).isEqualTo(ChargePointErrorCode.OTHER_ERROR);
    }

    @Test
    void everyFaultHasAnErrorCode() {
        for (FaultCode code : FaultCode.values()) {
            Bench bench = Bench.online();
            bench.charger.fault(1, code, Severity.CONNECTOR_INOPERATIVE);
            bench.seconds(1);
            assertThat(bench.lastReport().errorCode()).as("%s", code).isNotEqualTo(ChargePointErrorCode.NO_ERROR);
        }
    }

    @Test
    void aFaultOfTheWholeStationIsAFaultOfTheChargePoint() {
        Bench bench = new Bench(2);
        bench.start();
        bench.goOnline(true);
        bench.charger.fault(0, FaultCode.INTERNAL, Severity.STATION_INOPERATIVE);
        bench.seconds(1);
        assertThat(List.of(0, 1, 2)).allMatch(id -> bench.connector(id).status() == ConnectorStatus.FAULTED);
        bench.charger.clear(0, FaultCode.INTERNAL);
        bench.seconds(1);
        assertThat(List.of(0, 1, 2)).allMatch(id -> bench.connector(id).status() == ConnectorStatus.AVAILABLE);
    }

    @Test
    void aPilotInStateEIsAFaultAndInStateFIsOutOfService() {
        Bench bench = Bench.online();
        bench.charger.pilot(1, PilotState.E);
        bench.seconds(1);
        assertThat(bench.lastReport().status()).isEqualTo(ChargePointStatus.FAULTED);
        assertThat(bench.lastReport().errorCode()).isEqualTo(ChargePointErrorCode.OTHER_ERROR);
        bench.charger.pilot(1, PilotState.F);
        bench.seconds(1);
        assertThat(bench.lastReport().status()).isEqualTo(ChargePointStatus.UNAVAILABLE);
    }

    @RepeatedTest(5)
    void whateverHappensOnlyTransitionsOfTheSpecificationAreReported() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        Bench bench = Bench.online();
        for (int step = 0; step < 2000; step++) {
            bench.anything(random);
            bench.time.advance(Duration.ofMillis(random.nextInt(3000)));
        }
        List<String> statuses = bench.reported(1);
        assertThat(statuses).as("seed %d", seed).hasSizeGreaterThan(100);
        for (int i = 1; i < statuses.size(); i++) {
            ConnectorStatus from = named(statuses.get(i - 1));
            ConnectorStatus to = named(statuses.get(i));
            assertThat(from == to || from.mayBecome(to)).as("seed %d: %s to %s, number %d", seed, from, to, i).isTrue();
        }
        assertThat(bench.stops().size()).as("seed %d", seed).isBetween(bench.starts().size() - 1, bench.starts().size());
    }

    private static ConnectorStatus named(String word) {
        return List.of(ConnectorStatus.values()).stream().filter(status -> status.ocppName().equals(word)).findFirst().orElseThrow();
    }
}
