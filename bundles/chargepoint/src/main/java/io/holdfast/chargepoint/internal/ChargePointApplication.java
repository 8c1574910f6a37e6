package io.holdfast.chargepoint.internal;

import io.holdfast.chargepoint.ChargePoint;
import io.holdfast.chargepoint.ConfigurationKey;
import io.holdfast.chargepoint.ConnectorView;
import io.holdfast.charger.ChargerDriver;
import io.holdfast.charger.StopCause;
import io.holdfast.client.Application;
import io.holdfast.client.ApplicationContext;
import io.holdfast.client.ChargePointSettings;
import io.holdfast.ocpp16.BootNotificationRequest;
import io.holdfast.ocpp16.BootNotificationResponse;
import io.holdfast.ocpp16.ChargePointErrorCode;
import io.holdfast.ocpp16.ChargePointStatus;
import io.holdfast.ocpp16.Ocpp16Action;
import io.holdfast.ocpp16.StatusNotificationRequest;
import io.holdfast.session.ErrorCode;
import io.holdfast.session.InboundCall;
import io.holdfast.session.Outcome;
import io.holdfast.session.RegistrationStatus;
import io.holdfast.session.Request;
import io.holdfast.session.Session.Urgency;
import io.holdfast.store.ChargePointStore;
import io.holdfast.store.RunningTransaction;
import io.holdfast.store.StartAnswer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One charge point between its client and whoever looks at it: reads the store, then lets the {@link Behaviour} live on the
 * client's strand, and carries orders and views across.
 *
 * <p>A store that can't be read is read again until it can. Until then the CSMS is told of it, and nothing is done to any
 * charger: nobody knows which transactions were running, and whose energy a car is drawing.
 */
final class ChargePointApplication implements Application, ChargePoint {
    /** A store that can't be read is read again after this. */
    static final Duration STORE_RETRY = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(ChargePointApplication.class);
    /** What the session or the outbox sends, whose order and rules another sender would break. */
    private static final Set<String> KEPT_TO_ITSELF = Set.of("BootNotification", "StartTransaction", "StopTransaction", "MeterValues");
    private static final String UNREADABLE = "the store can't be read";

    private final ChargePointSettings settings;
    private final Handlers handlers;
    private final Set<CompletableFuture<?>> orders = ConcurrentHashMap.newKeySet();
    private volatile Map<String, ChargerDriver> drivers;
    private volatile ApplicationContext context;
    private volatile boolean detached;
    private volatile List<ConnectorView> connectors = List.of();
    private volatile List<ConfigurationKey> configurationKeys = List.of();
    /** From here on the strand's alone. */
    private Tasks tasks;
    private Optional<Behaviour> behaviour = Optional.empty();
    private Optional<Duration> heartbeatInterval = Optional.empty();
    private Optional<UnaryOperator<Instant>> clockCorrection = Optional.empty();
    private boolean unreadable;

    ChargePointApplication(ChargePointSettings settings, Map<String, ChargerDriver> drivers, Handlers handlers) {
        this.settings = settings;
        this.handlers = handlers;
        this.drivers = Map.copyOf(drivers);
    }

    /** These are all the chargers that there are now; any thread. */
    void chargers(Map<String, ChargerDriver> present) {
        drivers = Map.copyOf(present);
        ApplicationContext attached = context;
        if (attached != null) {
            // reads them only then, so that the latest counts whatever the order in which these tasks come
            attached.strand().execute(() -> behaviour.ifPresent(alive -> alive.chargers(drivers)));
        }
    }

    @Override
    public void onAttached(ApplicationContext given) {
        context = given;
        tasks = new Tasks(given.strand());
        readStore();
    }

    private void readStore() {
        ChargePointStore store = context.store();
        CompletionStage<Memory> memory = store.variables().thenCombine(store.runningTransactions(), Memory::new);
        tasks.whenDone(memory, (known, failure) -> {
            if (failure == null) {
                live(known);
            } else {
                unreadable(failure);
            }
        });
    }

    private void unreadable(Throwable failure) {
        if (!unreadable) {
            unreadable = true;
            LOG.error("{}: the store could not be read; chargers are left as they are, and nothing is begun or ended until it can"
                + " be, tried every {} s: {}", settings.id(), STORE_RETRY.toSeconds(), failure.toString());
            // the CSMS is to know of it
            context.ready();
        } else {
            LOG.debug("{}: the store could still not be read", settings.id(), failure);
        }
        tasks.after(STORE_RETRY, this::readStore);
    }

    private void live(Memory memory) {
        Behaviour alive = new Behaviour(context, tasks, memory.variables(), memory.journal(), handlers, this,
            views -> connectors = views);
        behaviour = Optional.of(alive);
        configurationKeys = alive.keys().views();
        Key.ALL.forEach(key -> alive.keys().onChange(key, () -> configurationKeys = alive.keys().views()));
        alive.chargers(drivers);
        if (unreadable) {
            LOG.info("{}: the store can be read again", settings.id());
        } else {
            context.ready();
        }
        // a slow store may have been overtaken by a command to connect, and the CSMS was told that it can't be read
        heartbeatInterval.ifPresent(alive::onHeartbeatInterval);
        clockCorrection.ifPresent(alive::onClockCorrected);
        if (context.online()) {
            alive.onOnline(true);
        }
    }

    @Override
    public Request<BootNotificationResponse> bootNotification() {
        return new BootNotificationRequest(settings.vendor(), settings.model(), optional(settings.serialNumber()), Optional.empty(),
                optional(settings.firmwareVersion()), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static Optional<String> optional(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    @Override
    public void onBootAnswered(RegistrationStatus status, Duration interval) {
        if (status == RegistrationStatus.ACCEPTED) {
            heartbeatInterval = Optional.of(interval);
            behaviour.ifPresent(alive -> alive.onHeartbeatInterval(interval));
        }
    }

    @Override
    public void onClockCorrected(UnaryOperator<Instant> correction) {
        clockCorrection = Optional.of(correction);
        behaviour.ifPresent(alive -> alive.onClockCorrected(correction));
    }

    @Override
    public void onStartAnswered(String transaction, StartAnswer answer) {
        // before there is a behaviour, it will find the answer in the store
        behaviour.ifPresent(alive -> alive.onStartAnswered(transaction, answer));
    }

    @Override
    public void onOnline(boolean booted) {
        behaviour.ifPresentOrElse(alive -> alive.onOnline(booted), () -> context.call(new StatusNotificationRequest(0,
            ChargePointErrorCode.INTERNAL_ERROR, ChargePointStatus.FAULTED, Optional.of(UNREADABLE), Optional.of(context.now()),
            Optional.empty(), Optional.empty()), Urgency.LIVE, outcome -> { }));
    }

    @Override
    public void onOffline() {
        LOG.info("{}: offline rules hold: tokens are decided here, transaction messages are kept", settings.id());
    }

    @Override
    public void onCall(InboundCall call) {
        behaviour.ifPresentOrElse(alive -> alive.onCall(call), () -> call.refuse(ErrorCode.INTERNAL_ERROR, UNREADABLE));
    }

    @Override
    public void onDetached() {
        detached = true;
        behaviour.ifPresent(Behaviour::close);
        // what is on the strand already must not wake it: it would take a car's energy, and nobody would end the transaction
        behaviour = Optional.empty();
        tasks.end();
        Set.copyOf(orders).forEach(this::refuse);
    }

    @Override
    public String id() {
        return settings.id();
    }

    @Override
    public List<ConnectorView> connectors() {
        return connectors;
    }

    @Override
    public List<ConfigurationKey> configurationKeys() {
        return configurationKeys;
    }

    @Override
    public CompletionStage<ConfigurationKey> changeConfigurationKey(String name, String value) {
        return ofKey(name, (configuration, key, then) -> configuration.change(key, value, then));
    }

    @Override
    public CompletionStage<ConfigurationKey> resetConfigurationKey(String name) {
        return ofKey(name, Configuration::reset);
    }

    private CompletionStage<ConfigurationKey> ofKey(String name, KeyTask task) {
        Optional<Key<?>> key = ConfigurationKeys.find(name);
        if (key.isEmpty()) {
            return CompletableFuture.failedFuture(new IllegalArgumentException("there is no OCPP key " + name + "; there are "
                + Key.ALL.stream().map(Key::name).collect(Collectors.joining(", "))));
        }
        return order((alive, order) -> task.run(alive.configuration(), key.get(), (view, failure) -> complete(order, view, failure)));
    }

    private interface KeyTask {
        void run(Configuration configuration, Key<?> key, BiConsumer<ConfigurationKey, Throwable> then);
    }

    @Override
    public CompletionStage<Void> present(int connectorId, String idTag) {
        return atConnector(connectorId, alive -> {
            alive.localControl().onToken(alive.connector(connectorId), idTag);
            return null;
        });
    }

    @Override
    public CompletionStage<Boolean> stop(int connectorId) {
        return atConnector(connectorId, alive ->
            alive.localControl().onStopRequested(alive.connector(connectorId), StopCause.LOCAL_BUTTON));
    }

    @Override
    public <R> CompletionStage<Outcome<R>> call(Request<R> request) {
        boolean ours = Ocpp16Action.of(request.action()).filter(Ocpp16Action::isSentByChargePoint).isPresent();
        if (!ours || KEPT_TO_ITSELF.contains(request.action())) {
            return CompletableFuture.failedFuture(new IllegalArgumentException(request.action() + " can't be sent: "
                + (ours ? "the charge point sends it by itself" : "it is no action of a charge point")));
        }
        return order((alive, order) -> context.call(request, Urgency.LIVE, outcome -> complete(order, outcome, null)));
    }

    private <T> CompletionStage<T> atConnector(int connectorId, Function<Behaviour, T> task) {
        List<Integer> ids = settings.connectors().stream().map(ChargePointSettings.Connector::id).toList();
        if (!ids.contains(connectorId)) {
            return CompletableFuture.failedFuture(new IllegalArgumentException(
                settings.id() + " has no connector " + connectorId + "; it has " + ids));
        }
        return order((alive, order) -> complete(order, task.apply(alive), null));
    }

    /** Carries an order onto the strand; it is refused if the charge point does not live yet, or no more. */
    private <T> CompletionStage<T> order(BiConsumer<Behaviour, CompletableFuture<T>> task) {
        CompletableFuture<T> order = new CompletableFuture<>();
        orders.add(order);
        order.whenComplete((value, failure) -> orders.remove(order));
        ApplicationContext attached = context;
        if (attached == null || detached) {
            refuse(order);
        } else {
            attached.strand().execute(() -> behaviour.ifPresentOrElse(alive -> task.accept(alive, order), () -> refuse(order)));
        }
        return order;
    }

    private void refuse(CompletableFuture<?> order) {
        order.completeExceptionally(new IllegalStateException(settings.id() + " is not running"));
    }

    /** Off the strand, where users may do what they like. */
    private <T> void complete(CompletableFuture<T> order, T value, Throwable failure) {
        context.strand().offStrand().execute(() -> {
            if (failure == null) {
                order.complete(value);
            } else {
                order.completeExceptionally(failure);
            }
        });
    }

    private record Memory(Map<String, String> variables, List<RunningTransaction> journal) { }
}
