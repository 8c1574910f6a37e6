package io.holdfast.chargepoint.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.chargepoint.ConnectorStatus;
import io.holdfast.charger.LinkState;
import io.holdfast.charger.PilotState;
import io.holdfast.charger.PowerSetpoint;
import io.holdfast.ocpp16.AuthorizationStatus;
import io.holdfast.ocpp16.ChangeConfigurationRequest;
import io.holdfast.ocpp16.ChargePointErrorCode;
import io.holdfast.ocpp16.IdTagInfo;
import io.holdfast.ocpp16.Reason;
import io.holdfast.ocpp16.RemoteStartStopStatus;
import io.holdfast.ocpp16.RemoteStartTransactionRequest;
import io.holdfast.ocpp16.RemoteStopTransactionRequest;
import io.holdfast.ocpp16.RemoteStopTransactionResponse;
import io.holdfast.ocpp16.StopTransactionRequest;
import io.holdfast.session.ErrorCode;
import io.holdfast.session.RegistrationStatus;
import io.holdfast.store.MessageKind;
import io.holdfast.store.OutboxMessage;
import io.holdfast.store.RunningTransaction;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class RecoveryTest {
    @Test
    void aTransactionWhoseCarIsStillThereGoesOn() {
        Bench bench = Bench.charging();
        String transaction = bench.connector(1).transaction().orElseThrow().transaction();
        bench.charger.setpoints.clear();
        bench.charger.meterWh = 1200;
        bench.killAndRestart();
        bench.seconds(2);
        assertThat(bench.connector(1).status()).isEqualTo(ConnectorStatus.CHARGING);
        assertThat(bench.connector(1).transaction()).hasValueSatisfying(view -> {
            assertThat(view.transaction()).isEqualTo(transaction);
            assertThat(view.meterStartWh()).isEqualTo(1000);
            assertThat(view.meterWh()).isEqualTo(1200);
        });
        assertThat(bench.charger.setpoints).endsWith(new PowerSetpoint(true, 16)).doesNotContain(PowerSetpoint.OFF);
        assertThat(bench.starts()).isEmpty();
        bench.seconds(60);
        assertThat(bench.meterValues()).hasSize(1);
        bench.charger.present(1, "card");
        bench.seconds(1);
        assertThat(bench.stops()).singleElement().extracting(StopTransactionRequest::reason).isEqualTo(Optional.of(Reason.LOCAL));
    }

    @Test
    void aTransactionWhoseCarWentEndsWithPowerLossAndTheLastJournalledValue() {
        Bench bench = Bench.charging();
        bench.charger.meterWh = 1234;
        bench.seconds(60);
        Instant sampled = bench.meterValues().get(0).meterValue().get(0).timestamp();
        bench.kill();
        bench.charger.meterWh = 1300;
        bench.charger.unplug(1);
        bench.seconds(600);
        bench.start();
        bench.goOnline(true);
        bench.seconds(1);
        assertThat(bench.stops()).singleElement().satisfies(stop -> {
            assertThat(stop.reason()).contains(Reason.POWER_LOSS);
            assertThat(stop.meterStop()).isEqualTo(1234);
            assertThat(stop.timestamp()).isEqualTo(sampled);
        });
        assertThat(bench.connector(1).status()).isEqualTo(ConnectorStatus.AVAILABLE);
        assertThat(bench.client.store().runningTransactions().toCompletableFuture().join()).isEmpty();
    }

    @Test
    void aTransactionWhoseMeterFellEndsWithPowerLoss() {
        Bench bench = Bench.charging();
        bench.charger.meterWh = 5;
        bench.killAndRestart();
        bench.seconds(2);
        assertThat(bench.stops()).singleElement().satisfies(stop -> {
            assertThat(stop.reason()).contains(Reason.POWER_LOSS);
            assertThat(stop.meterStop()).isEqualTo(1000);
        });
        assertThat(bench.connector(1).status()).isEqualTo(ConnectorStatus.FINISHING);
        assertThat(bench.charger.setpoints).endsWith(PowerSetpoint.OFF);
    }

    @Test
    void aMeterThatDoesNotAnswerDoesNotEndTheTransaction() {
        Bench bench = Bench.charging();
        bench.charger.meterFailure = Optional.of(new IllegalStateException("no answer"));
        bench.killAndRestart();
        bench.seconds(2);
        assertThat(bench.stops()).isEmpty();
        assertThat(bench.connector(1).status()).isEqualTo(ConnectorStatus.CHARGING);
    }

    @Test
    void aPilotThatTellsNothingOfTheCarDecidesNothing() {
        Bench bench = Bench.charging();
        bench.kill();
        bench.charger.pilot(1, PilotState.F);
        bench.start();
        bench.goOnline(true);
        bench.seconds(60);
        assertThat(bench.stops()).isEmpty();
        bench.charger.pilot(1, PilotState.B);
        bench.seconds(2);
        assertThat(bench.stops()).isEmpty();
        assertThat(bench.connector(1).status()).isEqualTo(ConnectorStatus.CHARGING);
    }

    @Test
    void theDecisionWaitsForTheCharger() {
        Bench bench = Bench.charging();
        bench.kill();
        bench.charger.link(LinkState.DOWN);
        bench.start();
        bench.goOnline(true);
        bench.seconds(600);
        assertThat(bench.stops()).isEmpty();
        assertThat(bench.connector(1).status()).isEqualTo(ConnectorStatus.UNAVAILABLE);
        bench.charger.link(LinkState.UP);
        bench.seconds(2);
        assertThat(bench.stops()).isEmpty();
        assertThat(bench.connector(1).status()).isEqualTo(ConnectorStatus.CHARGING);
    }

    @Test
    void theCsmsMayEndATransactionWhoseChargerDoesNotComeBack() {
        Bench bench = startWaiting();
        bench.charger.link(LinkState.DOWN);
        bench.charger.meterFailure = Optional.of(new IllegalStateException("no link"));
        bench.start();
        bench.answerWaitingStart(AuthorizationStatus.ACCEPTED);
        bench.goOnline(true);
        assertThat(bench.call(new RemoteStopTransactionRequest(77)).response)
            .contains(new RemoteStopTransactionResponse(RemoteStartStopStatus.ACCEPTED));
        bench.seconds(1);
        assertThat(bench.stops()).singleElement().satisfies(stop -> {
            assertThat(stop.reason()).contains(Reason.REMOTE);
            assertThat(stop.transactionId()).isEqualTo(77);
            assertThat(stop.meterStop()).isEqualTo(1000);
        });
    }

    @Test
    void theNumberOfATransactionIsFoundThoughTheDiskIsSlow() {
        Bench bench = startWaiting();
        bench.answerWaitingStart(AuthorizationStatus.ACCEPTED);
        startWithADiskThatStalls(bench);
        bench.goOnline(true);
        Bench.Answer none = bench.call(new RemoteStopTransactionRequest(78));
        Bench.Answer right = bench.call(new RemoteStopTransactionRequest(77));
        bench.diskGoesOn();
        assertThat(none.response).contains(new RemoteStopTransactionResponse(RemoteStartStopStatus.REJECTED));
        assertThat(right.response).contains(new RemoteStopTransactionResponse(RemoteStartStopStatus.ACCEPTED));
    }

    /** The journal is read, and then the disk stalls. */
    private static void startWithADiskThatStalls(Bench bench) {
        bench.stalledDisk = new ArrayList<>();
        bench.start();
        for (int read = 0; read < 2; read++) {
            bench.stalledDisk.remove(0).run();
        }
        bench.seconds(1);
    }

    /** A process that was killed while a car charged and its start waited in the outbox. */
    private static Bench startWaiting() {
        Bench bench = Bench.online();
        bench.client.answersStarts = false;
        bench.beginCharging(1);
        bench.kill();
        return bench;
    }

    @Test
    void whomTheCsmsRefusesInALaterLifeIsStopped() {
        Bench bench = startWaiting();
        bench.charger.meterWh = 1200;
        bench.start();
        bench.goOnline(true);
        bench.seconds(2);
        bench.answerWaitingStart(AuthorizationStatus.INVALID);
        bench.seconds(1);
        assertDeauthorized(bench, 1200);
    }

    @Test
    void whomTheCsmsRefusedWhenNobodyWasThereToActIsStoppedInTheNextLife() {
        Bench bench = startWaiting();
        bench.answerWaitingStart(AuthorizationStatus.EXPIRED);
        bench.charger.meterWh = 1200;
        bench.start();
        bench.goOnline(true);
        bench.seconds(2);
        assertDeauthorized(bench, 1200);
    }

    @Test
    void whomTheCsmsRefusesBeforeTheChargerIsThereIsStoppedWithItsMeterOnceItIs() {
        Bench bench = startWaiting();
        bench.charger.link(LinkState.DOWN);
        bench.start();
        bench.goOnline(true);
        bench.answerWaitingStart(AuthorizationStatus.BLOCKED);
        bench.seconds(600);
        assertThat(bench.stops()).isEmpty();
        bench.killAndRestart();
        bench.charger.meterWh = 1200;
        bench.charger.link(LinkState.UP);
        bench.seconds(2);
        assertDeauthorized(bench, 1200);
    }

    @Test
    void aRefusalThatTheStoreCantTellYetIsHeededWhenItCan() {
        Bench bench = startWaiting();
        bench.answerWaitingStart(AuthorizationStatus.INVALID);
        startWithADiskThatStalls(bench);
        bench.store.refuse("the disk is gone");
        bench.diskGoesOn();
        bench.goOnline(true);
        bench.seconds(30);
        assertThat(bench.connector(1).status()).isEqualTo(ConnectorStatus.CHARGING);
        bench.store.accept();
        bench.seconds(11);
        assertDeauthorized(bench, 1000);
    }

    private static void assertDeauthorized(Bench bench, int meterStop) {
        assertThat(bench.stops()).singleElement().satisfies(stop -> {
            assertThat(stop.reason()).contains(Reason.DE_AUTHORIZED);
            assertThat(stop.meterStop()).isEqualTo(meterStop);
            assertThat(stop.transactionId()).isEqualTo(77);
        });
        assertThat(bench.charger.setpoints).endsWith(PowerSetpoint.OFF);
        assertThat(bench.connector(1).transaction()).isEmpty();
    }

    @Test
    void whomTheCsmsRefusesInALaterLifeGetsNoEnergyIfHisTransactionIsNotToBeStopped() {
        Bench bench = new Bench(1);
        bench.file.put("StopTransactionOnInvalidId", "false");
        bench.start();
        bench.goOnline(true);
        bench.client.answersStarts = false;
        bench.beginCharging(1);
        bench.kill();
        bench.answerWaitingStart(AuthorizationStatus.BLOCKED);
        bench.start();
        bench.goOnline(true);
        bench.seconds(2);
        assertThat(bench.charger.setpoints).endsWith(PowerSetpoint.OFF);
        assertThat(bench.connector(1).status()).isEqualTo(ConnectorStatus.SUSPENDED_EVSE);
        assertThat(bench.stops()).isEmpty();
    }

    @Test
    void aTransactionOfAConnectorThatIsConfiguredNoMoreEnds() {
        Bench bench = new Bench(1);
        RunningTransaction left = new RunningTransaction("left", 7, "card", bench.time.now(), 10, 20, bench.time.now());
        bench.store.chargePoint("cp").append(new OutboxMessage(MessageKind.START, Optional.of("left"), "ocpp1.6", "StartTransaction", "{}"),
            Optional.of(left));
        bench.start();
        bench.goOnline(true);
        bench.seconds(1);
        assertThat(bench.stops()).singleElement().matches(stop -> stop.meterStop() == 20);
        assertThat(bench.connector(1).status()).isEqualTo(ConnectorStatus.AVAILABLE);
    }

    @Test
    void aBundleThatIsReplacedLeavesTheCarChargingAndTakesTheTransactionUpAgain() {
        Bench bench = Bench.charging();
        bench.client.strand().execute(bench.application::onDetached);
        bench.seconds(1);
        assertThat(bench.time.pendingTimers()).isZero();
        assertThat(bench.charger.subscribers()).isZero();
        assertThat(bench.charger.setpoints).endsWith(new PowerSetpoint(true, 16));
        bench.start();
        bench.goOnline(true);
        bench.seconds(2);
        assertThat(bench.connector(1).status()).isEqualTo(ConnectorStatus.CHARGING);
        assertThat(List.of(bench.starts().size(), bench.stops().size())).containsExactly(0, 0);
    }

    @Test
    void whileTheStoreCantBeReadTheCsmsIsToldAndTheCarGoesOnChargingAndThenItsTransactionIsTakenUp() {
        Bench bench = Bench.charging();
        String transaction = bench.connector(1).transaction().orElseThrow().transaction();
        bench.kill();
        bench.store.refuse("the disk is gone");
        bench.charger.setpoints.clear();
        bench.start();
        assertThat(bench.client.readies).isEqualTo(1);
        bench.goOnline(true);
        assertThat(bench.lastReport()).satisfies(report -> {
            assertThat(report.connectorId()).isZero();
            assertThat(report.errorCode()).isEqualTo(ChargePointErrorCode.INTERNAL_ERROR);
        });
        assertThat(bench.call(new RemoteStartTransactionRequest("card", OptionalInt.of(1), Optional.empty())).error).contains(ErrorCode.INTERNAL_ERROR);
        bench.seconds(600);
        assertThat(bench.charger.setpoints).isEmpty();
        bench.store.accept();
        bench.seconds(15);
        assertThat(bench.connector(1).transaction()).hasValueSatisfying(view -> assertThat(view.transaction()).isEqualTo(transaction));
        assertThat(bench.connector(1).status()).isEqualTo(ConnectorStatus.CHARGING);
        assertThat(bench.reported(0)).containsExactly("Faulted", "Available");
        assertThat(bench.reported(1)).isNotEmpty();
        assertThat(bench.client.readies).isEqualTo(1);
        bench.charger.unplug(1);
        bench.seconds(2);
        assertThat(bench.stops()).hasSize(1);
    }

    @Test
    void aConnectionThatOvertakesASlowStoreLosesNeitherTheHeartbeatIntervalNorTheStatus() {
        Bench bench = new Bench(1);
        bench.stalledDisk = new ArrayList<>();
        bench.start();
        bench.client.strand().execute(() -> bench.application.onBootAnswered(RegistrationStatus.ACCEPTED, Duration.ofSeconds(100)));
        bench.goOnline(true);
        bench.diskGoesOn();
        bench.seconds(1);
        assertThat(bench.client.timing).hasValueSatisfying(timing -> assertThat(timing.heartbeatInterval()).isEqualTo(Duration.ofSeconds(100)));
        assertThat(bench.reported(0)).containsExactly("Faulted", "Available");
    }

    @Test
    void theGroupOfWhoStartedIsRememberedSoThatItsOtherCardsMayStopAfterARestart() {
        Bench bench = Bench.online();
        bench.client.startAnswer = new IdTagInfo(AuthorizationStatus.ACCEPTED, Optional.empty(), Optional.of("family"));
        bench.beginCharging(1);
        bench.killAndRestart();
        bench.seconds(2);
        bench.client.idTags.put("other card", new IdTagInfo(AuthorizationStatus.ACCEPTED, Optional.empty(), Optional.of("family")));
        bench.charger.present(1, "other card");
        bench.seconds(2);
        assertThat(bench.stops()).singleElement().extracting(StopTransactionRequest::idTag).isEqualTo(Optional.of("other card"));
    }

    @Test
    void whomTheCsmsDoesNotAcceptGetsNoEnergyAfterARestartEither() {
        Bench bench = refusedButNotStopped();
        bench.charger.setpoints.clear();
        bench.killAndRestart();
        bench.seconds(2);
        assertThat(bench.charger.setpoints).isNotEmpty().containsOnly(PowerSetpoint.OFF);
        assertThat(bench.connector(1).transaction()).isPresent();
    }

    private static Bench refusedButNotStopped() {
        Bench bench = new Bench(1);
        bench.file.put("StopTransactionOnInvalidId", "false");
        bench.start();
        bench.goOnline(true);
        bench.client.startAnswer = IdTagInfo.of(AuthorizationStatus.BLOCKED);
        bench.beginCharging(1);
        return bench;
    }

    @Test
    void whatWasDoneAboutARefusalIsNotDoneOverAgainAfterARestart() {
        Bench bench = refusedButNotStopped();
        bench.call(new ChangeConfigurationRequest("StopTransactionOnInvalidId", "true"));
        bench.killAndRestart();
        bench.seconds(2);
        assertThat(bench.stops()).isEmpty();
        assertThat(bench.charger.setpoints).endsWith(PowerSetpoint.OFF);
        assertThat(bench.connector(1).status()).isEqualTo(ConnectorStatus.SUSPENDED_EVSE);
        assertThat(bench.connector(1).transaction()).hasValueSatisfying(view -> assertThat(view.transactionId()).isPresent());
    }

    @Test
    void aStopThatWasNotDurableYetIsCarriedOutAfterARestart() {
        Bench bench = Bench.charging();
        bench.stalledDisk = new ArrayList<>();
        bench.charger.present(1, "card");
        bench.seconds(1);
        // the wish has reached the disk, the StopTransaction has not
        bench.stalledDisk.get(0).run();
        bench.stalledDisk = null;
        bench.killAndRestart();
        bench.seconds(2);
        assertThat(bench.stops()).singleElement().satisfies(stop -> {
            assertThat(stop.reason()).contains(Reason.LOCAL);
            assertThat(stop.idTag()).contains("card");
        });
    }
}
