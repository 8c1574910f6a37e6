package io.holdfast.chargepoint.internal;

import io.holdfast.charger.StopCause;
import io.holdfast.ocpp16.Reason;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What somebody who stands in front of the charger wants: tokens at the reader, and the stop button. */
final class LocalControl {
    private static final Logger LOG = LoggerFactory.getLogger(LocalControl.class);

    private final String chargePointId;
    private final Authorization authorization;
    private final Sessions sessions;
    private final Transactions transactions;
    /** The tokens that are being authorised, by connector. */
    private final Map<Integer, String> asked = new HashMap<>();

    LocalControl(String chargePointId, Authorization authorization, Sessions sessions, Transactions transactions) {
        this.chargePointId = chargePointId;
        this.authorization = authorization;
        this.sessions = sessions;
        this.transactions = transactions;
    }

    /** A token at the reader that several connectors share: it ends its own transaction, or begins one where a cable waits. */
    void onToken(List<Connector> sharing, String idTag) {
        first(sharing, connector -> connector.transaction().filter(running -> Permit.same(running.idTag(), idTag)).isPresent())
            .or(() -> first(sharing, connector -> connector.free() && connector.plugged() && !connector.ended()))
            .or(() -> first(sharing, Connector::free))
            .or(() -> first(sharing, connector -> true))
            .ifPresent(connector -> onToken(connector, idTag));
    }

    private static Optional<Connector> first(List<Connector> connectors, Predicate<Connector> condition) {
        return connectors.stream().filter(condition).findFirst();
    }

    /** A token at this connector begins or ends a transaction. */
    void onToken(Connector connector, String idTag) {
        LOG.info("{}: connector {}: token {} presented", chargePointId, connector.id(), idTag);
        Optional<Transaction> transaction = connector.transaction();
        if (asked.containsKey(connector.id())) {
            LOG.info("{}: connector {}: {} is ignored while {} is being authorised", chargePointId, connector.id(), idTag,
                asked.get(connector.id()));
        } else if (transaction.isPresent()) {
            onTokenDuring(transaction.get(), idTag);
        } else if (connector.permit().isPresent()) {
            onTokenAgain(connector, connector.permit().get(), idTag);
        } else if (!connector.free()) {
            LOG.info("{}: connector {}: {} is refused: the connector is out of service, faulted or not connected", chargePointId,
                connector.id(), idTag);
        } else {
            authorize(connector, idTag, permit -> sessions.permit(connector, permit));
        }
    }

    /** The same token needs no authorisation to end what it began (OCPP 1.6 §4.10); another one must be of the same group. */
    private void onTokenDuring(Transaction transaction, String idTag) {
        if (Permit.same(transaction.idTag(), idTag)) {
            transactions.stop(transaction, Reason.LOCAL, Optional.of(idTag));
            return;
        }
        authorize(transaction.connector(), idTag, permit -> {
            boolean sameGroup = permit.parentIdTag().isPresent() && transaction.parentIdTag().isPresent()
                && Permit.same(permit.parentIdTag().get(), transaction.parentIdTag().get());
            if (sameGroup) {
                transactions.stop(transaction, Reason.LOCAL, Optional.of(idTag));
            } else {
                LOG.info("{}: connector {}: {} may not end the transaction of {}: not of the same group", chargePointId,
                    transaction.connector().id(), idTag, transaction.idTag());
            }
        });
    }

    /** Shown twice before the cable came, a token takes its permission back. */
    private void onTokenAgain(Connector connector, Permit permit, String idTag) {
        if (Permit.same(permit.idTag(), idTag)) {
            LOG.info("{}: connector {}: {} takes its permission back", chargePointId, connector.id(), idTag);
            sessions.cancel(connector);
        } else {
            LOG.info("{}: connector {}: {} is ignored: {} may charge already", chargePointId, connector.id(), idTag, permit.idTag());
        }
    }

    private void authorize(Connector connector, String idTag, Consumer<Permit> then) {
        asked.put(connector.id(), idTag);
        authorization.ask(idTag, verdict -> {
            asked.remove(connector.id());
            LOG.info("{}: connector {}: {} is {}: {}", chargePointId, connector.id(), idTag,
                verdict.permit().isPresent() ? "authorised" : "refused", verdict.why());
            verdict.permit().ifPresent(then);
        });
    }

    /** Ends the connector's transaction; whether there was one. */
    boolean onStopRequested(Connector connector, StopCause cause) {
        Optional<Transaction> transaction = connector.transaction();
        LOG.info("{}: connector {}: stop requested ({}){}", chargePointId, connector.id(), cause,
            transaction.isPresent() ? "" : ", but no transaction is running");
        transaction.ifPresent(running -> transactions.stop(running, switch (cause) {
            case LOCAL_BUTTON -> Reason.LOCAL;
            case EMERGENCY_STOP -> Reason.EMERGENCY_STOP;
            case DEVICE_DEAUTHORIZED -> Reason.DE_AUTHORIZED;
        }, Optional.empty()));
        return transaction.isPresent();
    }
}
