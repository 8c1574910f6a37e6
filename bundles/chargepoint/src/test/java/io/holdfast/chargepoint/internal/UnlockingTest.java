package io.holdfast.chargepoint.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.charger.UnlockResult;
import io.holdfast.ocpp16.Reason;
import io.holdfast.ocpp16.StopTransactionRequest;
import io.holdfast.ocpp16.UnlockConnectorRequest;
import io.holdfast.ocpp16.UnlockConnectorResponse;
import io.holdfast.ocpp16.UnlockStatus;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class UnlockingTest {
    @Test
    void anIdleConnectorIsUnlocked() {
        Bench bench = withLock(Bench.online(), UnlockResult.UNLOCKED);
        assertThat(unlock(bench, 1)).isEqualTo(UnlockStatus.UNLOCKED);
        assertThat(bench.charger.log).containsExactly("unlock 1");
    }

    @Test
    void aRunningTransactionEndsFirst() {
        Bench bench = withLock(Bench.charging(), UnlockResult.UNLOCKED);
        assertThat(unlock(bench, 1)).isEqualTo(UnlockStatus.UNLOCKED);
        assertThat(bench.stops()).singleElement().extracting(StopTransactionRequest::reason).isEqualTo(Optional.of(Reason.UNLOCK_COMMAND));
    }

    @Test
    void aFixedCableIsNotSupportedAndGoesOnCharging() {
        Bench bench = Bench.charging();
        assertThat(unlock(bench, 1)).isEqualTo(UnlockStatus.NOT_SUPPORTED);
        assertThat(bench.stops()).isEmpty();
    }

    @Test
    void anUnknownConnectorIsNotSupported() {
        assertThat(unlock(Bench.online(), 2)).isEqualTo(UnlockStatus.NOT_SUPPORTED);
    }

    @Test
    void aBoltThatSticksOrNeverAnswersIsAFailure() {
        assertThat(unlock(withLock(Bench.online(), UnlockResult.FAILED), 1)).isEqualTo(UnlockStatus.UNLOCK_FAILED);
        Bench silent = Bench.online();
        silent.charger.lock = Optional.of(new CompletableFuture<>());
        assertThat(unlock(silent, 1)).isEqualTo(UnlockStatus.UNLOCK_FAILED);
        Bench broken = Bench.online();
        broken.charger.lock = Optional.of(CompletableFuture.failedFuture(new IllegalStateException("no link")));
        assertThat(unlock(broken, 1)).isEqualTo(UnlockStatus.UNLOCK_FAILED);
    }

    private static Bench withLock(Bench bench, UnlockResult result) {
        bench.charger.lock = Optional.of(CompletableFuture.completedFuture(result));
        return bench;
    }

    private static UnlockStatus unlock(Bench bench, int connector) {
        Bench.Answer answer = bench.call(new UnlockConnectorRequest(connector));
        bench.seconds(15);
        return ((UnlockConnectorResponse) answer.response.orElseThrow()).status();
    }
}
