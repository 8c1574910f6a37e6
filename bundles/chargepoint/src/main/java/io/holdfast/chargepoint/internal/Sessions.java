package io.holdfast.chargepoint.internal;

import io.holdfast.charger.DriverEvent.FaultRaised;
import io.holdfast.charger.FaultCode;
import io.holdfast.charger.LockControl;
import io.holdfast.charger.PilotState;
import io.holdfast.ocpp16.Reason;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a cable and a permission together, in either order, within {@code ConnectionTimeOut}; and ends the transaction
 * when the cable or the charger's health goes.
 */
final class Sessions implements Transactions.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);

    private final String chargePointId;
    private final ConfigurationKeys keys;
    private final Tasks tasks;
    private final Transactions transactions;
    private final PowerSupply supply;
    private final StatusReporter reporter;

    Sessions(String chargePointId, ConfigurationKeys keys, Tasks tasks, Transactions transactions, PowerSupply supply,
            StatusReporter reporter) {
        this.chargePointId = chargePointId;
        this.keys = keys;
        this.tasks = tasks;
        this.transactions = transactions;
        this.supply = supply;
        this.reporter = reporter;
    }

    /** The charger has told its state after the link had come up: whatever was missed is made up for. */
    void onSnapshot(Connector connector) {
        boolean remembered = remembered(connector).isPresent();
        onPilot(connector);
        if (!remembered) {
            supply.order(connector, () -> reporter.update(connector));
        }
    }

    /** The transaction of before a restart, as long as nothing is known of its vehicle. */
    private static Optional<Transaction> remembered(Connector connector) {
        return connector.transaction().filter(transaction -> transaction.phase() == Transaction.Phase.RECOVERING);
    }

    /** The pilot may tell of a cable; in a fault (E) or out of service (F) it tells nothing of it. */
    void onPilot(Connector connector) {
        PilotState pilot = connector.hardware().pilot().orElse(PilotState.F);
        if (pilot.vehicleConnected() && !connector.plugged()) {
            connector.plugged(true);
            plugged(connector);
        } else if (pilot == PilotState.A && connector.plugged()) {
            connector.plugged(false);
            unplugged(connector);
        } else {
            reporter.update(connector);
        }
        if (pilot != PilotState.E && pilot != PilotState.F) {
            remembered(connector).ifPresent(transactions::recover);
        }
    }

    private void plugged(Connector connector) {
        LOG.info("{}: connector {}: cable plugged in", chargePointId, connector.id());
        if (connector.transaction().isEmpty()) {
            awaitOther(connector);
        }
        reporter.update(connector);
    }

    /** With cable and permission begins a transaction; with one of them waits for the other. */
    private void awaitOther(Connector connector) {
        if (connector.permit().isPresent() && connector.plugged()) {
            Permit permit = connector.permit().get();
            withdraw(connector);
            if (connector.free()) {
                transactions.begin(connector, permit);
            } else {
                tellOccupied(connector, permit);
            }
        } else {
            Duration limit = keys.get(Key.CONNECTION_TIME_OUT);
            connector.connectionTimeOut(Optional.of(tasks.after(limit, () -> timedOut(connector, limit))));
        }
    }

    /** Nothing is awaited any more. */
    private static void withdraw(Connector connector) {
        connector.permit(Optional.empty());
        connector.ended(false);
        connector.connectionTimeOut(Optional.empty());
    }

    /** OCPP 1.6 §4.9: back to Available, or to Finishing while a cable is in (B1; B6 by the errata). */
    private void timedOut(Connector connector, Duration limit) {
        LOG.info("{}: connector {}: no {} within {} s (ConnectionTimeOut)", chargePointId, connector.id(),
            connector.plugged() ? "token" : "cable", limit.toSeconds());
        withdraw(connector);
        connector.ended(connector.plugged());
        reporter.update(connector);
    }

    private void unplugged(Connector connector) {
        LOG.info("{}: connector {}: cable unplugged", chargePointId, connector.id());
        Optional<Transaction> transaction = connector.transaction();
        if (transaction.isEmpty()) {
            withdraw(connector);
            reporter.update(connector);
        } else if (keys.get(Key.STOP_TRANSACTION_ON_EV_SIDE_DISCONNECT)) {
            transactions.stop(transaction.get(), Reason.EV_DISCONNECTED, Optional.empty(), () -> unlock(connector));
        } else {
            reporter.update(connector, StatusReporter.EV_DISCONNECTED);
        }
    }

    private void unlock(Connector connector) {
        if (keys.get(Key.UNLOCK_CONNECTOR_ON_EV_SIDE_DISCONNECT)) {
            connector.hardware().ask(LockControl.class, LockControl::unlock).ifPresent(unlocking ->
                tasks.whenDone(unlocking, (result, failure) -> {
                    if (failure != null) {
                        LOG.warn("{}: connector {}: could not be unlocked: {}", chargePointId, connector.id(), failure.toString());
                    }
                }));
        }
    }

    /** Somebody may charge here; begins at once if the cable is in. */
    void permit(Connector connector, Permit permit) {
        if (!connector.free()) {
            tellOccupied(connector, permit);
            return;
        }
        connector.permit(Optional.of(permit));
        reporter.update(connector);
        awaitOther(connector);
    }

    private void tellOccupied(Connector connector, Permit permit) {
        LOG.info("{}: connector {}: {} may charge, but the connector is {} now", chargePointId, connector.id(), permit.idTag(),
            reporter.status(connector.id()).ocppName());
    }

    /** Takes a permission back that has not led to a transaction. */
    void cancel(Connector connector) {
        if (connector.permit().isPresent()) {
            withdraw(connector);
            connector.ended(connector.plugged());
            reporter.update(connector);
        }
    }

    /** Some faults must not end by themselves in energy flowing again. */
    void onFault(Connector connector, FaultRaised fault) {
        LOG.warn("{}: connector {}: fault {} ({}) of charger {}: {}", chargePointId, connector.id(), fault.code(), fault.severity(),
            connector.settings().chargerId(), fault.detail());
        if (ConnectorReport.endsTransaction(fault)) {
            Reason reason = fault.code() == FaultCode.EMERGENCY_STOP ? Reason.EMERGENCY_STOP : Reason.OTHER;
            connector.transaction().ifPresent(transaction -> transactions.stop(transaction, reason, Optional.empty()));
        }
        reporter.update(connector);
    }

    /** The cable is still in: another token may try. */
    @Override
    public void onRefused(Connector connector) {
        if (connector.plugged()) {
            awaitOther(connector);
        }
    }

    @Override
    public void onEnded(Transaction transaction) {
        transaction.connector().ended(transaction.connector().plugged());
    }
}
