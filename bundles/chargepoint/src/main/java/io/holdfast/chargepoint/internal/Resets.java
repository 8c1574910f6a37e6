package io.holdfast.chargepoint.internal;

import io.holdfast.client.ApplicationContext;
import io.holdfast.ocpp16.Reason;
import io.holdfast.ocpp16.ResetRequest;
import io.holdfast.ocpp16.ResetResponse;
import io.holdfast.ocpp16.ResetStatus;
import io.holdfast.ocpp16.ResetType;
import io.holdfast.session.InboundCall;
import io.holdfast.strand.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Resets by order of the CSMS (OCPP 1.6 §5.14): the answer first, then the end of every transaction, then a new connection
 * with a BootNotification. Soft and Hard differ in the reason only: the gateway and its chargers are not power-cycled.
 */
final class Resets {
    /** A store that does not answer must not keep the charge point from coming back. */
    static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final Logger LOG = LoggerFactory.getLogger(Resets.class);

    private final ApplicationContext context;
    private final Tasks tasks;
    private final Connectors connectors;
    private final Sessions sessions;
    private final Transactions transactions;
    private boolean underWay;

    Resets(ApplicationContext context, Tasks tasks, Connectors connectors, Sessions sessions, Transactions transactions) {
        this.context = context;
        this.tasks = tasks;
        this.connectors = connectors;
        this.sessions = sessions;
        this.transactions = transactions;
    }

    void onReset(ResetRequest request, InboundCall call) {
        if (underWay) {
            call.answer(new ResetResponse(ResetStatus.REJECTED));
            return;
        }
        LOG.info("{}: reset ({}) by order of the CSMS", context.settings().id(), request.type().wire());
        call.answer(new ResetResponse(ResetStatus.ACCEPTED));
        underWay = true;
        Timer deadline = tasks.after(PATIENCE, this::restart);
        connectors.all().forEach(sessions::cancel);
        List<Transaction> running = transactions.all().toList();
        int[] open = {running.size()};
        Reason reason = request.type() == ResetType.HARD ? Reason.HARD_RESET : Reason.SOFT_RESET;
        Runnable oneEnded = () -> {
            if (open[0]-- <= 1) {
                deadline.cancel();
                restart();
            }
        };
        running.forEach(transaction -> transactions.stop(transaction, reason, Optional.empty(), oneEnded));
        if (running.isEmpty()) {
            oneEnded.run();
        }
    }

    private void restart() {
        if (underWay) {
            underWay = false;
            context.restart();
        }
    }
}
