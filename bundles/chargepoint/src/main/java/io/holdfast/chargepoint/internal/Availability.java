package io.holdfast.chargepoint.internal;

import io.holdfast.charger.AvailabilityControl;
import io.holdfast.client.ApplicationContext;
import io.holdfast.ocpp16.AvailabilityStatus;
import io.holdfast.ocpp16.AvailabilityType;
import io.holdfast.ocpp16.ChangeAvailabilityRequest;
import io.holdfast.ocpp16.ChangeAvailabilityResponse;
import io.holdfast.session.InboundCall;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes connectors out of service and back as the CSMS says (OCPP 1.6 §5.2). What it has said is stored first and survives
 * restarts; a running transaction ends before it shows.
 */
final class Availability implements Transactions.Listener {
    /** Of the variables in the store, those that begin with this name connectors that are Inoperative. */
    static final String VARIABLE_PREFIX = "availability.";

    private static final Logger LOG = LoggerFactory.getLogger(Availability.class);

    private final ApplicationContext context;
    private final Tasks tasks;
    private final Connectors connectors;
    private final Sessions sessions;
    private final StatusReporter reporter;

    Availability(ApplicationContext context, Tasks tasks, Connectors connectors, Sessions sessions, StatusReporter reporter,
            Map<String, String> variables) {
        this.context = context;
        this.tasks = tasks;
        this.connectors = connectors;
        this.sessions = sessions;
        this.reporter = reporter;
        connectors.chargePointOperative(!variables.containsKey(VARIABLE_PREFIX + 0));
        connectors.all().forEach(connector -> connector.operative(!variables.containsKey(VARIABLE_PREFIX + connector.id())));
        reporter.updateChargePoint();
    }

    void onChangeAvailability(ChangeAvailabilityRequest request, InboundCall call) {
        Optional<Connector> one = connectors.find(request.connectorId());
        if (request.connectorId() != 0 && one.isEmpty()) {
            call.answer(new ChangeAvailabilityResponse(AvailabilityStatus.REJECTED));
            return;
        }
        boolean operative = request.type() == AvailabilityType.OPERATIVE;
        List<Connector> concerned = one.map(List::of).orElseGet(() -> List.copyOf(connectors.all()));
        tasks.whenDone(store(request.connectorId(), concerned, operative), (done, failure) -> {
            if (failure != null) {
                LOG.error("{}: connector {} could not be made {}: {}", context.settings().id(), request.connectorId(),
                    request.type().wire(), failure.toString());
                call.answer(new ChangeAvailabilityResponse(AvailabilityStatus.REJECTED));
                return;
            }
            boolean scheduled = concerned.stream().anyMatch(connector -> connector.transaction().isPresent());
            LOG.info("{}: connector {} is {} by order of the CSMS{}", context.settings().id(), request.connectorId(),
                request.type().wire(), scheduled ? ", once its transaction has ended" : "");
            call.answer(new ChangeAvailabilityResponse(scheduled ? AvailabilityStatus.SCHEDULED : AvailabilityStatus.ACCEPTED));
            if (request.connectorId() == 0) {
                connectors.chargePointOperative(operative);
            }
            concerned.forEach(connector -> {
                connector.operative(operative);
                if (!operative) {
                    sessions.cancel(connector);
                }
                apply(connector);
                reporter.update(connector);
            });
            reporter.updateChargePoint();
        });
    }

    /** Connector 0 stands for the charge point and all connectors. */
    private CompletableFuture<Void> store(int connectorId, List<Connector> concerned, boolean operative) {
        TreeSet<Integer> ids = new TreeSet<>(concerned.stream().map(Connector::id).toList());
        ids.add(connectorId);
        return CompletableFuture.allOf(ids.stream().map(id -> operative
            ? context.store().removeVariable(VARIABLE_PREFIX + id)
            : context.store().putVariable(VARIABLE_PREFIX + id, AvailabilityType.INOPERATIVE.wire()))
            .map(stage -> stage.toCompletableFuture()).toArray(CompletableFuture[]::new));
    }

    /** Tells the charger, if it can be told; not while a transaction runs. */
    void apply(Connector connector) {
        if (connector.transaction().isEmpty()) {
            connector.hardware().ask(AvailabilityControl.class, control -> control.setAvailable(connector.operative())).ifPresent(
                setting -> tasks.whenDone(setting, (done, failure) -> {
                    if (failure != null) {
                        LOG.warn("{}: connector {}: charger {} does not show that it is {}: {}", context.settings().id(),
                            connector.id(), connector.settings().chargerId(),
                            connector.operative() ? "in service" : "out of service", failure.toString());
                    }
                }));
        }
    }

    @Override
    public void onEnded(Transaction transaction) {
        if (!transaction.connector().operative()) {
            apply(transaction.connector());
        }
    }
}
