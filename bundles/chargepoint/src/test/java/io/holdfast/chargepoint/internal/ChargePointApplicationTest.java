package io.holdfast.chargepoint.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.chargepoint.ConnectorStatus;
import io.holdfast.ocpp16.BootNotificationRequest;
import io.holdfast.ocpp16.ClearCacheRequest;
import io.holdfast.ocpp16.DataTransferRequest;
import io.holdfast.ocpp16.DataTransferResponse;
import io.holdfast.ocpp16.DataTransferStatus;
import io.holdfast.session.ErrorCode;
import io.holdfast.session.Outcome;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ChargePointApplicationTest {
    @Test
    void bootsWithWhatIsConfigured() {
        BootNotificationRequest boot = (BootNotificationRequest) (Object) Bench.online().application.bootNotification();
        assertThat(boot.chargePointVendor()).isEqualTo("Vendor");
        assertThat(boot.chargePointModel()).isEqualTo("Model");
        assertThat(boot.chargePointSerialNumber()).contains("S1");
        assertThat(boot.firmwareVersion()).contains("1.0");
        assertThat(boot.iccid()).isEmpty();
    }

    @Test
    void whatIsNotHereIsRefusedByName() {
        Bench.Answer answer = Bench.online().call(new ClearCacheRequest());
        assertThat(answer.error).contains(ErrorCode.NOT_IMPLEMENTED);
        assertThat(answer.description).contains("ClearCache");
    }

    @Test
    void sendsWhatItIsGiven() {
        Bench bench = Bench.online();
        DataTransferRequest request = new DataTransferRequest("com.example", Optional.empty(), Optional.empty());
        DataTransferResponse response = new DataTransferResponse(DataTransferStatus.ACCEPTED, Optional.empty());
        bench.client.outcomes.put("DataTransfer", call -> new Outcome.Answered<>(response));
        CompletableFuture<Outcome<DataTransferResponse>> answered = bench.application.call(request).toCompletableFuture();
        bench.time.runUntilIdle();
        assertThat(answered).isCompletedWithValue(new Outcome.Answered<>(response));
        bench.goOffline();
        CompletableFuture<Outcome<DataTransferResponse>> offline = bench.application.call(request).toCompletableFuture();
        bench.time.runUntilIdle();
        assertThat(offline.join()).isInstanceOf(Outcome.NotSent.class);
    }

    @Test
    void sendsNothingThatIsForTheCsmsOrForItselfToSend() {
        Bench bench = Bench.online();
        assertThatThrownBy(() -> bench.application.call(new ClearCacheRequest()).toCompletableFuture().join())
            .hasRootCauseInstanceOf(IllegalArgumentException.class).hasMessageContaining("ClearCache can't be sent");
        assertThatThrownBy(() -> bench.application.call(bench.application.bootNotification()).toCompletableFuture().join())
            .hasRootCauseInstanceOf(IllegalArgumentException.class).hasMessageContaining("BootNotification can't be sent: the charge point");
    }

    @Test
    void showsConnectorsAndTheirTransactions() {
        Bench bench = Bench.charging();
        bench.charger.meterWh = 1050;
        bench.seconds(60);
        assertThat(bench.application.id()).isEqualTo("cp");
        assertThat(bench.application.connectors()).hasSize(2);
        assertThat(bench.connector(0).chargerId()).isEmpty();
        assertThat(bench.connector(1)).satisfies(view -> {
            assertThat(view.chargerId()).contains("box");
            assertThat(view.status()).isEqualTo(ConnectorStatus.CHARGING);
            assertThat(view.errorCode()).isEqualTo("NoError");
            assertThat(view.operative()).isTrue();
            assertThat(view.transaction().orElseThrow().transactionId()).hasValue(101);
            assertThat(view.transaction().orElseThrow().idTag()).isEqualTo("card");
            assertThat(view.transaction().orElseThrow().meterStartWh()).isEqualTo(1000);
            assertThat(view.transaction().orElseThrow().meterWh()).isEqualTo(1050);
        });
    }

    @Test
    void takesTheOrdersOfSomebodyInFrontOfIt() {
        Bench bench = Bench.online();
        bench.charger.plug(1);
        CompletableFuture<Void> presented = bench.application.present(1, "card").toCompletableFuture();
        bench.seconds(2);
        assertThat(presented).isCompleted();
        assertThat(bench.connector(1).status()).isEqualTo(ConnectorStatus.CHARGING);
        CompletableFuture<Boolean> stopped = bench.application.stop(1).toCompletableFuture();
        bench.seconds(1);
        assertThat(stopped).isCompletedWithValue(true);
        assertThat(bench.stops()).hasSize(1);
        CompletableFuture<Boolean> again = bench.application.stop(1).toCompletableFuture();
        bench.seconds(1);
        assertThat(again).isCompletedWithValue(false);
    }

    @Test
    void refusesOrdersToWhatDoesNotExist() {
        Bench bench = Bench.online();
        assertThatThrownBy(() -> bench.application.present(2, "card").toCompletableFuture().join())
            .hasRootCauseInstanceOf(IllegalArgumentException.class).hasMessageContaining("cp has no connector 2; it has [1]");
        assertThatThrownBy(() -> bench.application.resetConfigurationKey("NoSuchKey").toCompletableFuture().join())
            .hasRootCauseInstanceOf(IllegalArgumentException.class).hasMessageContaining("NoSuchKey");
    }

    @Test
    void everyOrderIsAnsweredWhateverTheTime() {
        Bench bench = Bench.online();
        CompletableFuture<Void> late = bench.application.present(1, "card").toCompletableFuture();
        bench.client.strand().dispatch(() -> {
            bench.application.onDetached();
            bench.client.strand().close();
        });
        bench.time.runUntilIdle();
        assertThat(late).isDone();
        assertThat(bench.application.stop(1).toCompletableFuture()).isCompletedExceptionally();
    }

    @Test
    void whatComesToItOnceItHasBeenTakenOffItsClientMovesNothing() {
        Bench bench = Bench.charging();
        bench.charger.setpoints.clear();
        bench.client.strand().execute(bench.application::onDetached);
        // behind it on the strand
        CompletableFuture<Boolean> stopped = bench.application.stop(1).toCompletableFuture();
        bench.application.chargers(bench.chargers);
        bench.time.runUntilIdle();
        assertThat(stopped).isCompletedExceptionally();
        assertThat(bench.charger.setpoints).isEmpty();
        assertThat(bench.charger.subscribers()).isZero();
    }

    @Test
    void leavesNoTimerBehind() {
        Bench bench = Bench.charging();
        bench.client.strand().execute(bench.application::onDetached);
        bench.time.runUntilIdle();
        assertThat(bench.time.pendingTimers()).isZero();
        int signals = bench.client.signals.size();
        bench.charger.unplug(1);
        bench.seconds(600);
        assertThat(bench.client.signals).hasSize(signals);
    }
}
