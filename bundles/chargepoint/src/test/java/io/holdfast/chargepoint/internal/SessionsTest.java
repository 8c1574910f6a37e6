package io.holdfast.chargepoint.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.chargepoint.ConnectorStatus;
import io.holdfast.charger.FaultCode;
import io.holdfast.charger.PilotState;
import io.holdfast.charger.PowerSetpoint;
import io.holdfast.charger.Severity;
import io.holdfast.charger.StopCause;
import io.holdfast.charger.UnlockResult;
import io.holdfast.ocpp16.AuthorizationStatus;
import io.holdfast.ocpp16.AuthorizeRequest;
import io.holdfast.ocpp16.IdTagInfo;
import io.holdfast.ocpp16.Reason;
import io.holdfast.ocpp16.StopTransactionRequest;
import io.holdfast.session.Outcome;
import io.holdfast.signals.SignalProperties;
import io.holdfast.signals.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class SessionsTest {
    @Test
    void aWholeSessionGoesFromAvailableToAvailable() {
        Bench bench = Bench.online();
        bench.charger.plug(1);
        bench.seconds(5);
        bench.charger.present(1, "card");
        bench.seconds(5);
        bench.charger.meterWh = 1500.4;
        bench.charger.present(1, "card");
        bench.seconds(1);
        bench.charger.unplug(1);
        bench.seconds(1);

        assertThat(bench.reported(1)).containsExactly("Available", "Preparing", "Charging", "Finishing", "Available");
        assertThat(bench.starts()).singleElement().satisfies(start -> {
            assertThat(start.idTag()).isEqualTo("card");
            assertThat(start.connectorId()).isEqualTo(1);
            assertThat(start.meterStart()).isEqualTo(1000);
        });
        assertThat(bench.stops()).singleElement().satisfies(stop -> {
            assertThat(stop.meterStop()).isEqualTo(1500);
            assertThat(stop.transactionId()).isEqualTo(101);
            assertThat(stop.idTag()).contains("card");
            assertThat(stop.reason()).contains(Reason.LOCAL);
            assertThat(stop.transactionData()).isEmpty();
        });
    }

    @Test
    void theStartIsDurableBeforeSupplyIsGranted() {
        Bench bench = Bench.online();
        bench.stalledDisk = new ArrayList<>();
        bench.beginCharging(1);
        assertThat(bench.charger.setpoints).containsOnly(PowerSetpoint.OFF);
        bench.diskGoesOn();
        assertThat(bench.charger.setpoints).endsWith(new PowerSetpoint(true, 16));
    }

    @Test
    void withoutAStoreNobodyCharges() {
        Bench bench = Bench.online();
        bench.store.refuse("the disk is full");
        bench.beginCharging(1);
        assertThat(bench.charger.setpoints).containsOnly(PowerSetpoint.OFF);
        assertThat(bench.starts()).isEmpty();
        assertThat(bench.connector(1).status()).isEqualTo(ConnectorStatus.PREPARING);

        bench.store.accept();
        bench.charger.present(1, "card");
        bench.seconds(2);
        assertThat(bench.connector(1).status()).isEqualTo(ConnectorStatus.CHARGING);
    }

    @Test
    void aTokenMayComeBeforeTheCable() {
        Bench bench = Bench.online();
        bench.charger.present(1, "card");
        bench.seconds(30);
        assertThat(bench.connector(1).status()).isEqualTo(ConnectorStatus.PREPARING);
        bench.charger.plug(1);
        bench.seconds(2);
        assertThat(bench.connector(1).status()).isEqualTo(ConnectorStatus.CHARGING);
        assertThat(bench.called(AuthorizeRequest.class)).isEqualTo(1);
    }

    @Test
    void aTokenWithoutACableIsForgottenAfterConnectionTimeOut() {
        Bench bench = Bench.online();
        bench.charger.present(1, "card");
        bench.seconds(59);
        assertThat(bench.connector(1).status()).isEqualTo(ConnectorStatus.PREPARING);
        bench.seconds(1);
        assertThat(bench.connector(1).status()).isEqualTo(ConnectorStatus.AVAILABLE);
        bench.charger.plug(1);
        bench.seconds(1);
        assertThat(bench.starts()).isEmpty();
        assertThat(bench.reported(1)).containsExactly("Available", "Preparing", "Available", "Preparing");
    }

    @Test
    void aCableWithoutATokenIsFinishingAfterConnectionTimeOutAndATokenStillBegins() {
        Bench bench = Bench.online();
        bench.charger.plug(1);
        bench.seconds(60);
        assertThat(bench.connector(1).status()).isEqualTo(ConnectorStatus.FINISHING);
        bench.charger.present(1, "card");
        bench.seconds(2);
        assertThat(bench.reported(1)).containsExactly("Available", "Preparing", "Finishing", "Preparing", "Charging");
    }

    @Test
    void theSameTokenShownTwiceBeforeTheCableTakesItsPermissionBack() {
        Bench bench = Bench.online();
        bench.charger.present(1, "card");
        bench.seconds(1);
        bench.charger.present(1, "CARD");
        bench.seconds(1);
        assertThat(bench.connector(1).status()).isEqualTo(ConnectorStatus.AVAILABLE);
    }

    @Test
    void anotherTokenIsIgnoredWhileOneMayCharge() {
        Bench bench = Bench.online();
        bench.charger.present(1, "card");
        bench.seconds(1);
        bench.charger.present(1, "other");
        bench.seconds(1);
        assertThat(bench.connector(1).status()).isEqualTo(ConnectorStatus.PREPARING);
        assertThat(bench.called(AuthorizeRequest.class)).isEqualTo(1);
    }

    @Test
    void aTokenThatTheCsmsDoesNotKnowBeginsNothing() {
        Bench bench = Bench.online();
        bench.charger.plug(1);
        bench.charger.present(1, "stranger");
        bench.seconds(1);
        assertThat(bench.starts()).isEmpty();
        assertThat(bench.connector(1).status()).isEqualTo(ConnectorStatus.PREPARING);
    }

    @Test
    void aTokenThatTheCsmsDoesNotAnswerForIsRefused() {
        Bench bench = Bench.online();
        bench.client.outcomes.put("Authorize", request -> new Outcome.TimedOut<>(Duration.ofSeconds(30)));
        bench.charger.plug(1);
        bench.charger.present(1, "card");
        bench.seconds(1);
        assertThat(bench.starts()).isEmpty();
    }

    @Test
    void aTokenTooLongForOcppIsRefusedWithoutAsking() {
        Bench bench = Bench.online();
        bench.charger.plug(1);
        bench.charger.present(1, "123456789012345678901");
        bench.seconds(1);
        assertThat(bench.called(AuthorizeRequest.class)).isZero();
        assertThat(bench.starts()).isEmpty();
    }

    @Test
    void offlineAnUnknownTokenIsRefusedByDefault() {
        Bench bench = Bench.online();
        bench.goOffline();
        bench.beginCharging(1);
        assertThat(bench.starts()).isEmpty();
    }

    @Test
    void offlineAnUnknownTokenMayChargeIfTheKeySaysSo() {
        Bench bench = new Bench(1);
        bench.file.put("AllowOfflineTxForUnknownId", "true");
        bench.start();
        bench.beginCharging(1);
        assertThat(bench.starts()).hasSize(1);
        assertThat(bench.connector(1).status()).isEqualTo(ConnectorStatus.CHARGING);
        bench.charger.present(1, "card");
        bench.seconds(1);
        assertThat(bench.stops()).singleElement().extracting(StopTransactionRequest::transactionId).isEqualTo(-1);
    }

    @Test
    void aConnectionLostDuringTheAuthorizationMeansOfflineRules() {
        Bench bench = new Bench(1);
        bench.file.put("AllowOfflineTxForUnknownId", "true");
        bench.start();
        bench.goOnline(true);
        bench.client.outcomes.put("Authorize", request -> new Outcome.NotSent<>(Outcome.NotSent.Cause.OFFLINE, "offline"));
        bench.charger.plug(1);
        bench.charger.present(1, "anybody");
        bench.seconds(2);
        assertThat(bench.starts()).hasSize(1);
    }

    @Test
    void theSameTokenStopsWithoutAuthorization() {
        Bench bench = Bench.charging();
        bench.goOffline();
        bench.charger.present(1, "Card");
        bench.seconds(1);
        assertThat(bench.stops()).hasSize(1);
        assertThat(bench.called(AuthorizeRequest.class)).isEqualTo(1);
    }

    @Test
    void anotherTokenOfTheSameGroupStopsAfterAuthorization() {
        Bench bench = Bench.online();
        bench.client.idTags.put("mine", new IdTagInfo(AuthorizationStatus.ACCEPTED, Optional.empty(), Optional.of("family")));
        bench.client.idTags.put("yours", new IdTagInfo(AuthorizationStatus.ACCEPTED, Optional.empty(), Optional.of("Family")));
        bench.charger.plug(1);
        bench.charger.present(1, "mine");
        bench.seconds(2);
        bench.charger.present(1, "card");
        bench.seconds(1);
        assertThat(bench.stops()).isEmpty();
        bench.charger.present(1, "yours");
        bench.seconds(1);
        assertThat(bench.stops()).singleElement().extracting(StopTransactionRequest::idTag).isEqualTo(Optional.of("yours"));
    }

    @Test
    void theGroupMayBeKnownFromTheAnswerToTheStart() {
        Bench bench = Bench.online();
        bench.client.startAnswer = new IdTagInfo(AuthorizationStatus.ACCEPTED, Optional.empty(), Optional.of("family"));
        bench.client.idTags.put("yours", new IdTagInfo(AuthorizationStatus.ACCEPTED, Optional.empty(), Optional.of("family")));
        bench.beginCharging(1);
        bench.charger.present(1, "yours");
        bench.seconds(1);
        assertThat(bench.stops()).hasSize(1);
    }

    @Test
    void aStationReaderServesTheConnectorWhoseCableWaits() {
        Bench bench = new Bench(2);
        bench.start();
        bench.goOnline(true);
        bench.charger.plug(2);
        bench.charger.present(0, "card");
        bench.seconds(2);
        assertThat(bench.starts()).singleElement().matches(start -> start.connectorId() == 2);
        bench.charger.present(0, "card");
        bench.seconds(1);
        assertThat(bench.stops()).hasSize(1);
        assertThat(bench.connector(1).status()).isEqualTo(ConnectorStatus.AVAILABLE);
    }

    @Test
    void unpluggingEndsTheTransactionAsEvDisconnected() {
        Bench bench = Bench.charging();
        bench.charger.unplug(1);
        bench.seconds(1);
        assertThat(bench.stops()).singleElement().extracting(StopTransactionRequest::reason).isEqualTo(Optional.of(Reason.EV_DISCONNECTED));
        assertThat(bench.reported(1)).containsExactly("Available", "Preparing", "Charging", "Finishing", "Available");
        assertThat(bench.client.calls).anySatisfy(call -> assertThat(call.toString())
            .contains("FINISHING").contains("EV side disconnected"));
    }

    @Test
    void unpluggingUnlocksTheSocketIfTheKeySaysSo() {
        Bench bench = Bench.charging();
        bench.charger.lock = Optional.of(CompletableFuture.completedFuture(UnlockResult.UNLOCKED));
        bench.charger.unplug(1);
        bench.seconds(1);
        assertThat(bench.charger.log).containsExactly("unlock 1");
    }

    @Test
    void unpluggingSuspendsTheTransactionIfTheKeySaysSo() {
        Bench bench = new Bench(1);
        bench.file.put("StopTransactionOnEVSideDisconnect", "false");
        bench.start();
        bench.goOnline(true);
        bench.beginCharging(1);
        bench.charger.unplug(1);
        bench.seconds(5);
        assertThat(bench.stops()).isEmpty();
        assertThat(bench.connector(1).status()).isEqualTo(ConnectorStatus.SUSPENDED_EV);
        assertThat(bench.lastReport().info()).contains("EV side disconnected");
        bench.charger.pilot(1, PilotState.C);
        bench.charger.contactor(1, true);
        bench.seconds(1);
        assertThat(bench.connector(1).status()).isEqualTo(ConnectorStatus.CHARGING);
    }

    @Test
    void aCableThatGoesWhileTheTransactionStartsEndsIt() {
        Bench bench = Bench.online();
        bench.charger.plug(1);
        bench.charger.present(1, "card");
        bench.charger.unplug(1);
        bench.seconds(2);
        assertThat(bench.stops()).hasSize(bench.starts().size());
        assertThat(bench.connector(1).status()).isIn(ConnectorStatus.AVAILABLE, ConnectorStatus.PREPARING);
        assertThat(bench.charger.setpoints).endsWith(PowerSetpoint.OFF);
    }

    @Test
    void aCarThatIsFullSuspendsAndMayGoOn() {
        Bench bench = Bench.charging();
        bench.charger.contactor(1, false);
        bench.charger.pilot(1, PilotState.B);
        bench.seconds(2);
        assertThat(bench.connector(1).status()).isEqualTo(ConnectorStatus.SUSPENDED_EV);
        bench.charger.pilot(1, PilotState.C);
        bench.charger.contactor(1, true);
        bench.seconds(2);
        assertThat(bench.reported(1)).containsExactly("Available", "Preparing", "Charging", "SuspendedEV", "Charging");
    }

    @Test
    void aChargerThatDoesNotGiveWhatTheCarWantsIsSuspendedByTheEvse() {
        Bench bench = Bench.charging();
        bench.charger.contactor(1, false);
        bench.seconds(2);
        assertThat(bench.connector(1).status()).isEqualTo(ConnectorStatus.SUSPENDED_EVSE);
    }

    @Test
    void theStopButtonEndsTheTransaction() {
        Bench bench = Bench.charging();
        bench.charger.stopRequested(1, StopCause.LOCAL_BUTTON);
        bench.seconds(1);
        assertThat(bench.stops()).singleElement().extracting(StopTransactionRequest::reason).isEqualTo(Optional.of(Reason.LOCAL));
        assertThat(bench.connector(1).status()).isEqualTo(ConnectorStatus.FINISHING);
    }

    @Test
    void theEmergencyStopHasItsOwnReason() {
        Bench bench = Bench.charging();
        bench.charger.stopRequested(1, StopCause.EMERGENCY_STOP);
        bench.seconds(1);
        assertThat(bench.stops()).singleElement().extracting(StopTransactionRequest::reason).isEqualTo(Optional.of(Reason.EMERGENCY_STOP));
    }

    @Test
    void supplyIsTakenBeforeTheLastReading() {
        Bench bench = Bench.charging();
        bench.charger.present(1, "card");
        bench.seconds(1);
        assertThat(bench.charger.setpoints).endsWith(PowerSetpoint.OFF);
        assertThat(bench.client.log.indexOf("StopTransaction")).isPositive();
    }

    @Test
    void aStartThatTheCsmsRefusesEndsAsDeAuthorized() {
        Bench bench = Bench.online();
        bench.client.startAnswer = IdTagInfo.of(AuthorizationStatus.INVALID);
        bench.beginCharging(1);
        assertThat(bench.stops()).singleElement().extracting(StopTransactionRequest::reason).isEqualTo(Optional.of(Reason.DE_AUTHORIZED));
        assertThat(bench.connector(1).status()).isEqualTo(ConnectorStatus.FINISHING);
    }

    @Test
    void aStartThatTheCsmsRefusesOnlyLosesItsSupplyIfTheKeySaysSo() {
        Bench bench = new Bench(1);
        bench.file.put("StopTransactionOnInvalidId", "false");
        bench.start();
        bench.goOnline(true);
        bench.client.startAnswer = IdTagInfo.of(AuthorizationStatus.BLOCKED);
        bench.beginCharging(1);
        assertThat(bench.stops()).isEmpty();
        assertThat(bench.connector(1).status()).isEqualTo(ConnectorStatus.SUSPENDED_EVSE);
        assertThat(bench.charger.setpoints).endsWith(PowerSetpoint.OFF);
    }

    @Test
    void aFaultThatMustNotEndByItselfEndsTheTransaction() {
        Bench bench = Bench.charging();
        bench.charger.fault(1, FaultCode.GROUND_FAULT, Severity.CONNECTOR_INOPERATIVE);
        bench.seconds(1);
        assertThat(bench.stops()).singleElement().extracting(StopTransactionRequest::reason).isEqualTo(Optional.of(Reason.OTHER));
        assertThat(bench.connector(1).status()).isEqualTo(ConnectorStatus.FAULTED);
        bench.charger.clear(1, FaultCode.GROUND_FAULT);
        bench.seconds(1);
        assertThat(bench.connector(1).status()).isEqualTo(ConnectorStatus.FINISHING);
    }

    @Test
    void afterAnyOtherFaultTheTransactionGoesOn() {
        Bench bench = Bench.charging();
        bench.charger.fault(1, FaultCode.OVER_TEMPERATURE, Severity.CONNECTOR_INOPERATIVE);
        bench.seconds(1);
        assertThat(bench.connector(1).status()).isEqualTo(ConnectorStatus.FAULTED);
        bench.charger.clear(1, FaultCode.OVER_TEMPERATURE);
        bench.seconds(1);
        assertThat(bench.stops()).isEmpty();
        assertThat(bench.connector(1).status()).isEqualTo(ConnectorStatus.CHARGING);
    }

    @Test
    void nobodyBeginsAtAFaultedConnector() {
        Bench bench = Bench.online();
        bench.charger.fault(1, FaultCode.LOCK, Severity.CONNECTOR_INOPERATIVE);
        bench.beginCharging(1);
        assertThat(bench.starts()).isEmpty();
        assertThat(bench.called(AuthorizeRequest.class)).isZero();
    }

    @Test
    void aChargerThatRefusesSupplyIsAskedAgain() {
        Bench bench = Bench.online();
        bench.charger.powerFailure = Optional.of(new IllegalStateException("busy"));
        bench.beginCharging(1);
        assertThat(bench.connector(1).status()).isEqualTo(ConnectorStatus.SUSPENDED_EVSE);
        bench.charger.powerFailure = Optional.empty();
        bench.seconds(11);
        assertThat(bench.connector(1).status()).isEqualTo(ConnectorStatus.CHARGING);
    }

    @Test
    void theEndIsStoredOnceTheStoreCanBeWrittenAgain() {
        Bench bench = Bench.charging();
        bench.store.refuse("the disk is full");
        bench.charger.meterWh = 1200;
        bench.charger.present(1, "card");
        bench.seconds(15);
        assertThat(bench.stops()).isEmpty();
        assertThat(bench.charger.setpoints).endsWith(PowerSetpoint.OFF);
        assertThat(bench.connector(1).status()).isEqualTo(ConnectorStatus.FINISHING);
        bench.store.accept();
        bench.charger.meterWh = 9999;
        bench.seconds(10);
        assertThat(bench.stops()).singleElement().extracting(StopTransactionRequest::meterStop).isEqualTo(1200);
    }

    @Test
    void startAndStopArePublishedWithTheirProperties() {
        Bench bench = Bench.charging();
        bench.charger.meterWh = 1100;
        bench.charger.present(1, "card");
        bench.seconds(1);
        List<Map<String, Object>> published = bench.client.signals.stream()
            .filter(signal -> signal.topic().startsWith("io/holdfast/transaction/")).map(signal -> signal.properties()).toList();
        assertThat(published).hasSize(2);
        assertThat(published.get(0)).containsEntry(SignalProperties.CONNECTOR_ID, 1).containsEntry(SignalProperties.ID_TAG, "card")
            .containsEntry(SignalProperties.METER_WH, 1000L);
        assertThat(published.get(1)).containsEntry(SignalProperties.TRANSACTION_ID, 101).containsEntry(SignalProperties.METER_WH, 1100L)
            .containsEntry(SignalProperties.REASON, "Local")
            .containsEntry(SignalProperties.TRANSACTION, published.get(0).get(SignalProperties.TRANSACTION));
        assertThat(bench.client.signals).anyMatch(signal -> signal.topic().equals(Topics.CONNECTOR_STATUS));
    }
}
