package io.holdfast.chargepoint.internal;

import io.holdfast.chargepoint.ChargePoint;
import io.holdfast.chargepoint.ConnectorView;
import io.holdfast.charger.ChargerDriver;
import io.holdfast.charger.DriverEvent;
import io.holdfast.charger.LinkState;
import io.holdfast.client.ApplicationContext;
import io.holdfast.client.ChargePointSettings;
import io.holdfast.ocpp16.ChangeAvailabilityRequest;
import io.holdfast.ocpp16.ChangeConfigurationRequest;
import io.holdfast.ocpp16.DataTransferRequest;
import io.holdfast.ocpp16.GetConfigurationRequest;
import io.holdfast.ocpp16.RemoteStartTransactionRequest;
import io.holdfast.ocpp16.RemoteStopTransactionRequest;
import io.holdfast.ocpp16.ResetRequest;
import io.holdfast.ocpp16.TriggerMessageRequest;
import io.holdfast.ocpp16.UnlockConnectorRequest;
import io.holdfast.session.ErrorCode;
import io.holdfast.session.InboundCall;
import io.holdfast.session.Request;
import io.holdfast.store.RunningTransaction;
import io.holdfast.store.StartAnswer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The features of one charge point, made for each other: chargers speak to them from below, the CSMS from above. */
final class Behaviour implements Chargers.Listener {
    /** How long a charger may take to tell its state before the CSMS is told of the connector without it. */
    static final Duration FIRST_SNAPSHOT = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(Behaviour.class);

    private final ApplicationContext context;
    private final Tasks tasks;
    private final ConfigurationKeys keys;
    private final Connectors connectors;
    private final StatusReporter reporter;
    private final Transactions transactions;
    private final Metering metering;
    private final Sessions sessions;
    private final LocalControl localControl;
    private final Availability availability;
    private final Configuration configuration;
    private final Chargers chargers;
    private final Extensions extensions;
    private final Map<Class<?>, Handler<?>> builtIn = new HashMap<>();
    private final Set<Connector> untold;

    /**
     * @param variables and {@code journal}: what the store remembers
     * @param handlers of other bundles, which are given the {@code chargePoint}
     * @param shown given what is to be shown of the connectors, after every change of it
     */
    Behaviour(ApplicationContext context, Tasks tasks, Map<String, String> variables, List<RunningTransaction> journal,
            Handlers handlers, ChargePoint chargePoint, Consumer<List<ConnectorView>> shown) {
        this.context = context;
        this.tasks = tasks;
        ChargePointSettings settings = context.settings();
        keys = new ConfigurationKeys(settings, variables);
        connectors = new Connectors(settings);
        reporter = new StatusReporter(context, keys, tasks, connectors, shown);
        Meters meters = new Meters(settings.id(), tasks);
        PowerSupply supply = new PowerSupply(settings.id(), tasks);
        transactions = new Transactions(context, keys, tasks, connectors, meters, supply, reporter);
        metering = new Metering(context, keys, tasks, connectors, meters, reporter);
        sessions = new Sessions(settings.id(), keys, tasks, transactions, supply, reporter);
        availability = new Availability(context, tasks, connectors, sessions, reporter, variables);
        List.of(metering, sessions, availability).forEach(transactions::listen);
        Authorization authorization = new Authorization(context, keys, tasks);
        localControl = new LocalControl(settings.id(), authorization, sessions, transactions);
        configuration = new Configuration(context, keys, tasks);
        RemoteControl remote = new RemoteControl(context, keys, connectors, authorization, sessions, transactions);

        on(ChangeAvailabilityRequest.class, availability::onChangeAvailability);
        on(GetConfigurationRequest.class, configuration::onGet);
        on(ChangeConfigurationRequest.class, configuration::onChange);
        on(RemoteStartTransactionRequest.class, remote::onStart);
        on(RemoteStopTransactionRequest.class, remote::onStop);
        on(TriggerMessageRequest.class, new Triggers(context, connectors, reporter, metering)::onTrigger);
        on(ResetRequest.class, new Resets(context, tasks, connectors, sessions, transactions)::onReset);
        on(UnlockConnectorRequest.class, new Unlocking(settings.id(), tasks, connectors, transactions)::onUnlock);
        on(DataTransferRequest.class, new DataTransfers(settings.id(), handlers)::onDataTransfer);

        extensions = new Extensions(chargePoint, context.strand(), tasks, handlers);
        chargers = new Chargers(settings.id(), connectors, context.strand(), this);
        untold = new HashSet<>(connectors.all());
        journal.forEach(this::remember);
        untold.forEach(reporter::holdBack);
        tasks.after(FIRST_SNAPSHOT, this::giveUpWaiting);
    }

    private <Q extends Request<?>> void on(Class<Q> request, BiConsumer<Q, InboundCall> method) {
        builtIn.put(request, new Handler<>(request, method));
    }

    /** A transaction whose connector is configured no more, or has another one remembered, can only be ended. */
    private void remember(RunningTransaction entry) {
        Optional<Connector> connector = connectors.find(entry.connectorId()).filter(known -> known.transaction().isEmpty());
        if (connector.isPresent()) {
            transactions.remember(connector.get(), entry);
        } else {
            LOG.warn("{}: transaction {} was running at connector {}, which can't take it up any more; it ends", context.settings().id(),
                entry.transaction(), entry.connectorId());
            transactions.powerLoss(Transaction.of(entry,
                new Connector(new ChargePointSettings.Connector(entry.connectorId(), "none", 1))));
        }
    }

    private void giveUpWaiting() {
        if (!untold.isEmpty()) {
            chargers.tellMissing();
            untold.forEach(reporter::release);
            untold.clear();
        }
    }

    /** These are all the chargers that there are now. */
    void chargers(Map<String, ChargerDriver> drivers) {
        chargers.update(drivers);
    }

    @Override
    public void onHardware(Connector connector, boolean becameKnown, DriverEvent event) {
        if (becameKnown) {
            availability.apply(connector);
            sessions.onSnapshot(connector);
        } else if (event instanceof DriverEvent.PilotChanged) {
            sessions.onPilot(connector);
        } else if (event instanceof DriverEvent.FaultRaised raised) {
            sessions.onFault(connector, raised);
        } else if (event instanceof DriverEvent.StopRequested stop) {
            localControl.onStopRequested(connector, stop.cause());
        } else {
            reporter.update(connector);
        }
        boolean down = event instanceof DriverEvent.LinkChanged link && link.state() == LinkState.DOWN;
        if ((becameKnown || down) && untold.remove(connector)) {
            reporter.release(connector);
        }
    }

    @Override
    public void onGone(Connector connector) {
        reporter.update(connector);
    }

    @Override
    public void onToken(List<Connector> sharing, DriverEvent.TokenPresented event) {
        localControl.onToken(sharing, event.value());
    }

    void onHeartbeatInterval(Duration interval) {
        String text = ConfigurationKeys.seconds(interval);
        if (!interval.isZero() && keys.allows(Key.HEARTBEAT_INTERVAL, text)) {
            keys.set(Key.HEARTBEAT_INTERVAL, text);
        }
    }

    void onClockCorrected(UnaryOperator<Instant> correction) {
        transactions.correctTimes(correction);
        reporter.correctTimes(correction);
        metering.scheduleAligned();
    }

    void onStartAnswered(String transaction, StartAnswer answer) {
        transactions.onStartAnswered(transaction, answer);
    }

    void onOnline(boolean booted) {
        reporter.onOnline(booted);
    }

    void onCall(InboundCall call) {
        extensions.onCall(call, this::answer);
    }

    private void answer(InboundCall call) {
        Handler<?> handler = builtIn.get(call.request().getClass());
        if (handler == null) {
            LOG.info("{}: {} is not implemented", context.settings().id(), call.request().action());
            call.refuse(ErrorCode.NOT_IMPLEMENTED, call.request().action() + " is not implemented");
        } else {
            handler.handle(call);
        }
    }

    LocalControl localControl() {
        return localControl;
    }

    Connector connector(int id) {
        return connectors.find(id).orElseThrow();
    }

    ConfigurationKeys keys() {
        return keys;
    }

    Configuration configuration() {
        return configuration;
    }

    /** Leaves chargers and transactions as they are: the next life takes them up. */
    void close() {
        chargers.close();
        transactions.close();
        tasks.end();
        extensions.close();
    }

    private record Handler<Q extends Request<?>>(Class<Q> type, BiConsumer<Q, InboundCall> method) {
        void handle(InboundCall call) {
            method.accept(type.cast(call.request()), call);
        }
    }
}
