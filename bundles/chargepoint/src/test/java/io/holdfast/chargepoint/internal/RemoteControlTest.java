package io.holdfast.chargepoint.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.chargepoint.ConnectorStatus;
import io.holdfast.charger.FaultCode;
import io.holdfast.charger.Severity;
import io.holdfast.ocpp16.AuthorizeRequest;
import io.holdfast.ocpp16.ChargingProfile;
import io.holdfast.ocpp16.ChargingProfileKind;
import io.holdfast.ocpp16.ChargingProfilePurpose;
import io.holdfast.ocpp16.ChargingRateUnit;
import io.holdfast.ocpp16.ChargingSchedule;
import io.holdfast.ocpp16.ChargingSchedulePeriod;
import io.holdfast.ocpp16.Reason;
import io.holdfast.ocpp16.RemoteStartStopStatus;
import io.holdfast.ocpp16.RemoteStartTransactionRequest;
import io.holdfast.ocpp16.RemoteStartTransactionResponse;
import io.holdfast.ocpp16.RemoteStopTransactionRequest;
import io.holdfast.ocpp16.RemoteStopTransactionResponse;
import io.holdfast.ocpp16.StopTransactionRequest;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class RemoteControlTest {
    @Test
    void aRemoteStartBeginsWhereTheCableIsIn() {
        Bench bench = Bench.online();
        bench.charger.plug(1);
        bench.seconds(1);
        assertThat(start(bench, "anybody", OptionalInt.of(1))).isEqualTo(RemoteStartStopStatus.ACCEPTED);
        bench.seconds(2);
        assertThat(bench.connector(1).status()).isEqualTo(ConnectorStatus.CHARGING);
        assertThat(bench.starts()).singleElement().matches(start -> start.idTag().equals("anybody"));
        assertThat(bench.called(AuthorizeRequest.class)).isZero();
    }

    @Test
    void aRemoteStartWaitsForTheCable() {
        Bench bench = Bench.online();
        start(bench, "anybody", OptionalInt.of(1));
        assertThat(bench.connector(1).status()).isEqualTo(ConnectorStatus.PREPARING);
        bench.charger.plug(1);
        bench.seconds(2);
        assertThat(bench.connector(1).status()).isEqualTo(ConnectorStatus.CHARGING);
    }

    @Test
    void aRemoteStartWithoutACableIsForgottenAfterConnectionTimeOut() {
        Bench bench = Bench.online();
        start(bench, "anybody", OptionalInt.of(1));
        bench.seconds(60);
        assertThat(bench.reported(1)).containsExactly("Available", "Preparing", "Available");
    }

    @Test
    void aRemoteStartIsAuthorisedIfTheKeySaysSo() {
        Bench bench = new Bench(1);
        bench.file.put("AuthorizeRemoteTxRequests", "true");
        bench.start();
        bench.goOnline(true);
        bench.charger.plug(1);
        assertThat(start(bench, "stranger", OptionalInt.of(1))).isEqualTo(RemoteStartStopStatus.ACCEPTED);
        bench.seconds(1);
        assertThat(bench.starts()).isEmpty();
        start(bench, "card", OptionalInt.of(1));
        bench.seconds(2);
        assertThat(bench.starts()).hasSize(1);
    }

    @Test
    void withoutAConnectorTheOneWhoseCableWaitsIsChosen() {
        Bench bench = new Bench(2);
        bench.start();
        bench.goOnline(true);
        bench.charger.plug(2);
        start(bench, "anybody", OptionalInt.empty());
        bench.seconds(2);
        assertThat(bench.connector(2).status()).isEqualTo(ConnectorStatus.CHARGING);
        start(bench, "anybody", OptionalInt.empty());
        assertThat(bench.connector(1).status()).isEqualTo(ConnectorStatus.PREPARING);
        assertThat(start(bench, "anybody", OptionalInt.empty())).isEqualTo(RemoteStartStopStatus.REJECTED);
    }

    @Test
    void aConnectorThatIsBusyFaultyZeroOrUnknownIsRejected() {
        Bench bench = Bench.charging();
        assertThat(start(bench, "anybody", OptionalInt.of(1))).isEqualTo(RemoteStartStopStatus.REJECTED);
        assertThat(start(bench, "anybody", OptionalInt.of(0))).isEqualTo(RemoteStartStopStatus.REJECTED);
        assertThat(start(bench, "anybody", OptionalInt.of(2))).isEqualTo(RemoteStartStopStatus.REJECTED);
        Bench faulty = Bench.online();
        faulty.charger.fault(1, FaultCode.LOCK, Severity.CONNECTOR_INOPERATIVE);
        faulty.seconds(1);
        assertThat(start(faulty, "anybody", OptionalInt.of(1))).isEqualTo(RemoteStartStopStatus.REJECTED);
    }

    @Test
    void beforeTheCsmsHasAcceptedUsItMayNeitherStartNorStop() {
        Bench bench = Bench.charging();
        bench.goOffline();
        assertThat(stop(bench, 101)).isEqualTo(RemoteStartStopStatus.REJECTED);
        Bench pending = new Bench(1);
        pending.start();
        assertThat(start(pending, "anybody", OptionalInt.of(1))).isEqualTo(RemoteStartStopStatus.REJECTED);
    }

    @Test
    void aRemoteStopEndsTheTransactionWithThatNumberOnly() {
        Bench bench = Bench.charging();
        assertThat(stop(bench, 102)).isEqualTo(RemoteStartStopStatus.REJECTED);
        assertThat(stop(bench, 101)).isEqualTo(RemoteStartStopStatus.ACCEPTED);
        bench.seconds(1);
        assertThat(bench.stops()).singleElement().extracting(StopTransactionRequest::reason).isEqualTo(Optional.of(Reason.REMOTE));
        assertThat(bench.connector(1).status()).isEqualTo(ConnectorStatus.FINISHING);
    }

    @Test
    void aProfileMustBeATxProfileWithoutATransaction() {
        Bench bench = Bench.online();
        bench.charger.plug(1);
        assertThat(start(bench, ChargingProfilePurpose.TX_DEFAULT_PROFILE, OptionalInt.empty())).isEqualTo(RemoteStartStopStatus.REJECTED);
        assertThat(start(bench, ChargingProfilePurpose.TX_PROFILE, OptionalInt.of(1))).isEqualTo(RemoteStartStopStatus.REJECTED);
        assertThat(start(bench, ChargingProfilePurpose.TX_PROFILE, OptionalInt.empty())).isEqualTo(RemoteStartStopStatus.ACCEPTED);
    }

    private static RemoteStartStopStatus start(Bench bench, ChargingProfilePurpose purpose, OptionalInt transactionId) {
        ChargingSchedule schedule = new ChargingSchedule(ChargingRateUnit.A,
            List.of(new ChargingSchedulePeriod(Duration.ZERO, BigDecimal.TEN, OptionalInt.empty())), Optional.empty(), Optional.empty(),
            Optional.empty());
        return start(bench, new RemoteStartTransactionRequest("anybody", OptionalInt.of(1), Optional.of(new ChargingProfile(1, 0, purpose,
                ChargingProfileKind.RELATIVE, schedule, transactionId, Optional.empty(), Optional.empty(), Optional.empty()))));
    }

    private static RemoteStartStopStatus start(Bench bench, String idTag, OptionalInt connector) {
        return start(bench, new RemoteStartTransactionRequest(idTag, connector, Optional.empty()));
    }

    private static RemoteStartStopStatus start(Bench bench, RemoteStartTransactionRequest request) {
        return ((RemoteStartTransactionResponse) bench.call(request).response.orElseThrow()).status();
    }

    private static RemoteStartStopStatus stop(Bench bench, int transactionId) {
        Bench.Answer answer = bench.call(new RemoteStopTransactionRequest(transactionId));
        return ((RemoteStopTransactionResponse) answer.response.orElseThrow()).status();
    }
}
