package io.holdfast.chargepoint.internal;

import io.holdfast.client.ApplicationContext;
import io.holdfast.ocpp16.ChargingProfilePurpose;
import io.holdfast.ocpp16.Reason;
import io.holdfast.ocpp16.RemoteStartStopStatus;
import io.holdfast.ocpp16.RemoteStartTransactionRequest;
import io.holdfast.ocpp16.RemoteStartTransactionResponse;
import io.holdfast.ocpp16.RemoteStopTransactionRequest;
import io.holdfast.ocpp16.RemoteStopTransactionResponse;
import io.holdfast.session.InboundCall;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts and stops by order of the CSMS (OCPP 1.6 §5.11, §5.12); while the registration is Pending it has none to give (§4.2). */
final class RemoteControl {
    private static final Logger LOG = LoggerFactory.getLogger(RemoteControl.class);

    private final ApplicationContext context;
    private final ConfigurationKeys keys;
    private final Connectors connectors;
    private final Authorization authorization;
    private final Sessions sessions;
    private final Transactions transactions;

    RemoteControl(ApplicationContext context, ConfigurationKeys keys, Connectors connectors, Authorization authorization,
            Sessions sessions, Transactions transactions) {
        this.context = context;
        this.keys = keys;
        this.connectors = connectors;
        this.authorization = authorization;
        this.sessions = sessions;
        this.transactions = transactions;
    }

    void onStart(RemoteStartTransactionRequest request, InboundCall call) {
        Optional<Connector> connector = context.online() && !request.idTag().isBlank() && profileFits(request)
            ? choose(request) : Optional.empty();
        LOG.info("{}: RemoteStart of {} {}", context.settings().id(), request.idTag(),
            connector.map(chosen -> "accepted at connector " + chosen.id()).orElse("rejected"));
        call.answer(new RemoteStartTransactionResponse(
            connector.isPresent() ? RemoteStartStopStatus.ACCEPTED : RemoteStartStopStatus.REJECTED));
        connector.ifPresent(chosen -> start(chosen, request.idTag()));
    }

    /** Without smart charging a profile changes nothing, but it must be one that a start may carry. */
    private static boolean profileFits(RemoteStartTransactionRequest request) {
        return request.chargingProfile().map(profile -> profile.chargingProfilePurpose() == ChargingProfilePurpose.TX_PROFILE
            && profile.transactionId().isEmpty()).orElse(true);
    }

    /** The one asked for if it is free; of any, one where a cable waits. */
    private Optional<Connector> choose(RemoteStartTransactionRequest request) {
        if (request.connectorId().isPresent()) {
            return connectors.find(request.connectorId().getAsInt()).filter(Connector::free);
        }
        return connectors.all().stream().filter(Connector::free).filter(Connector::plugged).findFirst()
            .or(() -> connectors.all().stream().filter(Connector::free).findFirst());
    }

    private void start(Connector connector, String idTag) {
        if (!keys.get(Key.AUTHORIZE_REMOTE_TX_REQUESTS)) {
            sessions.permit(connector, Permit.of(idTag));
            return;
        }
        authorization.ask(idTag, verdict -> {
            LOG.info("{}: connector {}: {} is {}: {}", context.settings().id(), connector.id(), idTag,
                verdict.permit().isPresent() ? "authorised" : "refused", verdict.why());
            verdict.permit().ifPresent(permit -> sessions.permit(connector, permit));
        });
    }

    void onStop(RemoteStopTransactionRequest request, InboundCall call) {
        if (!context.online()) {
            answerStop(request, call, Optional.empty());
        } else {
            transactions.find(request.transactionId(), transaction -> answerStop(request, call, transaction));
        }
    }

    private void answerStop(RemoteStopTransactionRequest request, InboundCall call, Optional<Transaction> transaction) {
        LOG.info("{}: RemoteStop of transaction {} {}", context.settings().id(), request.transactionId(),
            transaction.map(known -> "accepted at connector " + known.connector().id()).orElse("rejected"));
        call.answer(new RemoteStopTransactionResponse(
            transaction.isPresent() ? RemoteStartStopStatus.ACCEPTED : RemoteStartStopStatus.REJECTED));
        transaction.ifPresent(known -> transactions.stop(known, Reason.REMOTE, Optional.empty()));
    }
}
