package io.holdfast.chargepoint.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.chargepoint.ConnectorStatus;
import io.holdfast.ocpp16.Reason;
import io.holdfast.ocpp16.ResetRequest;
import io.holdfast.ocpp16.ResetResponse;
import io.holdfast.ocpp16.ResetStatus;
import io.holdfast.ocpp16.ResetType;
import io.holdfast.ocpp16.StopTransactionRequest;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ResetsTest {
    @Test
    void anIdleChargePointRestartsAtOnce() {
        Bench bench = Bench.online();
        assertThat(reset(bench, ResetType.SOFT)).isEqualTo(ResetStatus.ACCEPTED);
        assertThat(bench.client.restarts).isEqualTo(1);
    }

    @Test
    void aSoftResetEndsTheTransactionBeforeTheRestart() {
        Bench bench = Bench.charging();
        assertThat(reset(bench, ResetType.SOFT)).isEqualTo(ResetStatus.ACCEPTED);
        bench.seconds(1);
        assertThat(bench.stops()).singleElement().extracting(StopTransactionRequest::reason).isEqualTo(Optional.of(Reason.SOFT_RESET));
        assertThat(bench.client.log.indexOf("restart")).isGreaterThan(bench.client.log.indexOf("StopTransaction"));
        bench.goOffline();
        bench.client.calls.clear();
        bench.goOnline(true);
        assertThat(bench.reported(1)).containsExactly("Finishing");
    }

    @Test
    void aHardResetHasItsOwnReason() {
        Bench bench = Bench.charging();
        reset(bench, ResetType.HARD);
        bench.seconds(1);
        assertThat(bench.stops()).singleElement().extracting(StopTransactionRequest::reason).isEqualTo(Optional.of(Reason.HARD_RESET));
        assertThat(bench.client.restarts).isEqualTo(1);
    }

    @Test
    void aPermissionDoesNotSurviveAReset() {
        Bench bench = Bench.online();
        bench.charger.present(1, "card");
        bench.seconds(1);
        reset(bench, ResetType.SOFT);
        assertThat(bench.connector(1).status()).isEqualTo(ConnectorStatus.AVAILABLE);
    }

    @Test
    void aStoreThatDoesNotTakeTheEndDelaysTheRestartForABoundedTimeOnly() {
        Bench bench = Bench.charging();
        bench.store.refuse("the disk is full");
        reset(bench, ResetType.SOFT);
        assertThat(reset(bench, ResetType.SOFT)).isEqualTo(ResetStatus.REJECTED);
        bench.time.advance(Resets.PATIENCE);
        assertThat(bench.client.restarts).isEqualTo(1);
        bench.store.accept();
        bench.seconds(30);
        assertThat(bench.stops()).hasSize(1);
        assertThat(bench.client.restarts).isEqualTo(1);
    }

    private static ResetStatus reset(Bench bench, ResetType type) {
        return ((ResetResponse) bench.call(new ResetRequest(type)).response.orElseThrow()).status();
    }
}
