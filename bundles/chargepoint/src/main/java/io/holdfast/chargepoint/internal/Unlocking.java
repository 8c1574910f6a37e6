package io.holdfast.chargepoint.internal;

import io.holdfast.charger.LockControl;
import io.holdfast.charger.UnlockResult;
import io.holdfast.ocpp16.Reason;
import io.holdfast.ocpp16.UnlockConnectorRequest;
import io.holdfast.ocpp16.UnlockConnectorResponse;
import io.holdfast.ocpp16.UnlockStatus;
import io.holdfast.session.InboundCall;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens a connector's lock by order of the CSMS; a running transaction ends first (OCPP 1.6 §5.18). */
final class Unlocking {
    /** A bolt moves in a second or two; the CSMS waits for the answer. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(Unlocking.class);

    private final String chargePointId;
    private final Tasks tasks;
    private final Connectors connectors;
    private final Transactions transactions;

    Unlocking(String chargePointId, Tasks tasks, Connectors connectors, Transactions transactions) {
        this.chargePointId = chargePointId;
        this.tasks = tasks;
        this.connectors = connectors;
        this.transactions = transactions;
    }

    void onUnlock(UnlockConnectorRequest request, InboundCall call) {
        Optional<Connector> connector = connectors.find(request.connectorId());
        if (connector.isEmpty() || !connector.get().hardware().can(LockControl.class)) {
            call.answer(new UnlockConnectorResponse(UnlockStatus.NOT_SUPPORTED));
            return;
        }
        Optional<Transaction> transaction = connector.get().transaction();
        if (transaction.isPresent()) {
            transactions.stop(transaction.get(), Reason.UNLOCK_COMMAND, Optional.empty(), () -> unlock(connector.get(), call));
        } else {
            unlock(connector.get(), call);
        }
    }

    private void unlock(Connector connector, InboundCall call) {
        CompletionStage<UnlockResult> unlocking = connector.hardware().ask(LockControl.class, LockControl::unlock)
            .orElseGet(() -> CompletableFuture.failedFuture(new IllegalStateException("the charger is gone")));
        tasks.whenDone(unlocking, PATIENCE, (result, failure) -> {
            UnlockStatus status = failure != null ? UnlockStatus.UNLOCK_FAILED : status(result);
            LOG.info("{}: connector {}: UnlockConnector: {}{}", chargePointId, connector.id(), status.wire(),
                failure == null ? "" : " (" + failure + ")");
            call.answer(new UnlockConnectorResponse(status));
        });
    }

    private static UnlockStatus status(UnlockResult result) {
        return switch (result) {
            case UNLOCKED -> UnlockStatus.UNLOCKED;
            case FAILED -> UnlockStatus.UNLOCK_FAILED;
            case NOT_SUPPORTED -> UnlockStatus.NOT_SUPPORTED;
        };
    }
}
