package io.holdfast.chargepoint.internal;

import io.holdfast.chargepoint.internal.Transaction.Phase;
import io.holdfast.chargepoint.internal.Transaction.Stop;
import io.holdfast.charger.MeterSample;
import io.holdfast.client.ApplicationContext;
import io.holdfast.ocpp16.AuthorizationStatus;
import io.holdfast.ocpp16.MeterValue;
import io.holdfast.ocpp16.ReadingContext;
import io.holdfast.ocpp16.Reason;
import io.holdfast.ocpp16.StartTransactionRequest;
import io.holdfast.ocpp16.StopTransactionRequest;
import io.holdfast.session.TransactionBound;
import io.holdfast.signals.TransactionSignals;
import io.holdfast.store.MessageKind;
import io.holdfast.store.RunningTransaction;
import io.holdfast.store.StartAnswer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Begins and ends transactions, so that neither a power cut nor a lost connection loses one: the StartTransaction is
 * durable before the charger gives energy, unless the configuration puts charging first, and the journal entry stands until the StopTransaction is durable.
 */
final class Transactions {
    /** The store said no; nothing but time can help. */
    static final Duration STORE_RETRY = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(Transactions.class);

    private final ApplicationContext context;
    private final ConfigurationKeys keys;
    private final Tasks tasks;
    private final Connectors connectors;
    private final Meters meters;
    private final PowerSupply supply;
    private final StatusReporter reporter;
    private final List<Listener> listeners = new ArrayList<>();

    Transactions(ApplicationContext context, ConfigurationKeys keys, Tasks tasks, Connectors connectors, Meters meters,
            PowerSupply supply, StatusReporter reporter) {
        this.context = context;
        this.keys = keys;
        this.tasks = tasks;
        this.connectors = connectors;
        this.meters = meters;
        this.supply = supply;
        this.reporter = reporter;
    }

    /** Is told on the strand. */
    interface Listener {
        /** Its StartTransaction is durable, now or in an earlier life of the process, or it goes on without. */
        default void onRunning(Transaction transaction) { }

        /** Nothing came of it: it was not begun. */
        default void onRefused(Connector connector) { }

        /** It is being ended. */
        default void onEnding(Transaction transaction) { }

        /** Its StopTransaction is durable. */
        default void onEnded(Transaction transaction) { }
    }

    void listen(Listener listener) {
        listeners.add(listener);
    }

    /** The times so far were wrong. */
    void correctTimes(UnaryOperator<Instant> correction) {
        all().forEach(transaction -> {
            transaction.correctTimes(correction);
            journal(transaction);
        });
    }

    /** Remembers what a later life of the process has to know. */
    private void journal(Transaction transaction) {
        tasks.whenDone(context.store().journal(transaction.journal()), (done, failure) -> {
            if (failure != null) {
                LOG.warn("{}: connector {}: the journal of transaction {} could not be stored: {}", id(), transaction.connector().id(),
                    transaction.name(), failure.toString());
            }
        });
    }

    Stream<Transaction> all() {
        return connectors.all().stream().flatMap(connector -> connector.transaction().stream());
    }

    /** Begins a transaction at a connector that has none. */
    void begin(Connector connector, Permit permit) {
        Transaction transaction = new Transaction(UUID.randomUUID().toString(), connector, permit, context.now());
        connector.transaction(Optional.of(transaction));
        reporter.update(connector);
        meters.register(connector, (wh, sample) -> start(transaction, wh, sample));
    }

    private void start(Transaction transaction, OptionalLong wh, Optional<MeterSample> sample) {
        Connector connector = transaction.connector();
        if (wh.isEmpty()) {
            LOG.error("{}: connector {}: no transaction for {}: the meter of charger {} has never answered, so its start value"
                + " is unknown; check the charger", id(), connector.id(), transaction.idTag(), connector.settings().chargerId());
            refused(transaction);
            return;
        }
        transaction.meterStart(wh.getAsLong());
        transaction.beginValues(stopTxnValues(sample, transaction, transaction.startedAt(), ReadingContext.TRANSACTION_BEGIN));
        appendStart(transaction);
    }

    private void appendStart(Transaction transaction) {
        Connector connector = transaction.connector();
        StartTransactionRequest request = new StartTransactionRequest(connector.id(), transaction.idTag(),
            wireWh(transaction.meterStartWh()), transaction.startedAt(), OptionalInt.empty());
        tasks.whenDone(context.append(MessageKind.START, Optional.of(transaction.name()), request,
            Optional.of(transaction.journal())), (done, failure) -> {
                if (failure != null) {
                    startNotStored(transaction, failure);
                } else if (transaction.withoutStore()) {
                    transaction.withoutStore(false);
                    LOG.info("{}: connector {}: the start of transaction {} is stored now; a power cut does not lose it any more", id(),
                        connector.id(), transaction.name());
                } else {
                    begun(transaction);
                }
            });
    }

    private void startNotStored(Transaction transaction, Throwable failure) {
        int connector = transaction.connector().id();
        if (!context.settings().chargeWithoutStore()) {
            LOG.error("{}: connector {}: no transaction for {}: it could not be stored, and what is not stored is not charged ({})", id(),
                connector, transaction.idTag(), failure.toString());
            refused(transaction);
            return;
        }
        tasks.after(STORE_RETRY, () -> appendStart(transaction));
        if (!transaction.withoutStore()) {
            transaction.withoutStore(true);
            LOG.error("{}: connector {}: transaction {} of {} charges from {} Wh although its start could not be stored ({}), because"
                + " chargeWithoutStore is true: a power cut now would lose it; its meter values are left out until the start, tried"
                + " every {} s, is stored", id(), connector, transaction.name(), transaction.idTag(), transaction.meterStartWh(),
                failure.toString(), STORE_RETRY.toSeconds());
            begun(transaction);
        }
    }

    /** What is not stored by now will not be. */
    void close() {
        all().filter(Transaction::withoutStore).forEach(transaction ->
            LOG.warn("{}: connector {}: the charge point goes, and transaction {} of {} from {} Wh is lost: its start is not stored", id(),
                transaction.connector().id(), transaction.name(), transaction.idTag(), transaction.meterStartWh()));
    }

    private void refused(Transaction transaction) {
        transaction.connector().transaction(Optional.empty());
        listeners.forEach(listener -> listener.onRefused(transaction.connector()));
        transaction.whenEnded().forEach(Runnable::run);
        reporter.update(transaction.connector());
    }

    private void begun(Transaction transaction) {
        Connector connector = transaction.connector();
        LOG.info("{}: connector {}: transaction {} started by {} at {} Wh", id(), connector.id(), transaction.name(),
            transaction.idTag(), transaction.meterStartWh());
        context.publish(TransactionSignals.started(id(), context.generation(), connector.id(), transaction.name(),
            transaction.idTag(), transaction.meterStartWh()));
        run(transaction);
    }

    /** Gives energy, unless it has been refused or is to end in the meantime. */
    private void run(Transaction transaction) {
        listeners.forEach(listener -> listener.onRunning(transaction));
        if (transaction.stop().isPresent()) {
            end(transaction);
            return;
        }
        transaction.supplyWanted(true);
        supply.order(transaction.connector(), () -> {
            if (transaction.phase() != Phase.STARTING) {
                return;
            }
            transaction.phase(Phase.RUNNING);
            if (transaction.stop().isPresent()) {
                end(transaction);
            } else {
                reporter.update(transaction.connector());
            }
        });
    }

    /** The CSMS has answered a start, of this life of the process or of an earlier one. */
    void onStartAnswered(String name, StartAnswer answer) {
        all().filter(transaction -> transaction.name().equals(name)).findFirst().ifPresent(transaction -> take(transaction, answer));
    }

    private void take(Transaction transaction, StartAnswer answer) {
        if (transaction.transactionId().isPresent()) {
            // told and read from the store
            return;
        }
        transaction.transactionId(answer.transactionId());
        answer.parentIdTag().ifPresent(transaction::parentIdTag);
        Connector connector = transaction.connector();
        LOG.info("{}: connector {}: transaction {} has number {} at the CSMS, which says {} to {}", id(), connector.id(),
            transaction.name(), answer.transactionId(), answer.status(), transaction.idTag());
        // one whose supply is withheld already was refused, and that heeded, in an earlier life
        if (answer.status().equals(AuthorizationStatus.ACCEPTED.wire()) || transaction.phase() == Phase.ENDING || transaction.supplyWithheld()) {
            reporter.refreshViews();
        } else if (keys.get(Key.STOP_TRANSACTION_ON_INVALID_ID)) {
            deauthorize(transaction);
        } else {
            transaction.withholdSupply();
            journal(transaction);
            supply.order(connector, () -> reporter.update(connector));
        }
    }

    /** Once its charger has told its state, since only then its meter can tell what has been charged. */
    private void deauthorize(Transaction transaction) {
        if (transaction.phase() == Phase.RECOVERING) {
            transaction.stop(new Stop(Reason.DE_AUTHORIZED, Optional.empty()));
            journal(transaction);
        } else {
            stop(transaction, Reason.DE_AUTHORIZED, Optional.empty());
        }
    }

    private boolean isPresent(Transaction transaction) {
        return transaction.connector().transaction().filter(transaction::equals).isPresent();
    }

    /** Ends a transaction; if it is still starting, as soon as it has started. The first reason counts. */
    void stop(Transaction transaction, Reason reason, Optional<String> idTag) {
        stop(transaction, reason, idTag, () -> { });
    }

    /** @param then called on the strand once the StopTransaction is durable */
    void stop(Transaction transaction, Reason reason, Optional<String> idTag, Runnable then) {
        transaction.whenEnded().add(then);
        boolean first = transaction.stop().isEmpty();
        transaction.stop(new Stop(reason, idTag));
        if (first) {
            // who was told that it ends must not find it charging after a power cut
            journal(transaction);
        }
        if (transaction.phase() == Phase.RUNNING || transaction.phase() == Phase.RECOVERING) {
            end(transaction);
        }
    }

    private void end(Transaction transaction) {
        Connector connector = transaction.connector();
        long wished = context.strand().nanoTime();
        transaction.phase(Phase.ENDING);
        transaction.supplyWanted(false);
        listeners.forEach(listener -> listener.onEnding(transaction));
        reporter.update(connector, transaction.stop().get().reason() == Reason.EV_DISCONNECTED ? StatusReporter.EV_DISCONNECTED : "");
        // first the energy, then the meter: what flows after the last reading would be nobody's
        supply.order(connector, () -> meters.register(connector, (wh, sample) -> {
            takeReading(transaction, wh, context.at(wished));
            transaction.endValues(stopTxnValues(sample, transaction, transaction.meterAt(), ReadingContext.TRANSACTION_END));
            appendStop(transaction);
        }));
    }

    private void takeReading(Transaction transaction, OptionalLong wh, Instant at) {
        if (wh.isPresent() && wh.getAsLong() < transaction.meterWh()) {
            LOG.warn("{}: connector {}: the meter of charger {} fell from {} to {} Wh; the higher value counts", id(),
                transaction.connector().id(), transaction.connector().settings().chargerId(), transaction.meterWh(),
                wh.getAsLong());
        }
        transaction.meter(wh.orElse(transaction.meterWh()), at);
    }

    private Optional<MeterValue> stopTxnValues(Optional<MeterSample> sample, Transaction transaction, Instant at,
            ReadingContext readingContext) {
        return sample.filter(known -> !keys.get(Key.STOP_TXN_SAMPLED_DATA).isEmpty()).flatMap(known -> SampledValues.of(known, at,
            transaction.meterWh(), keys.get(Key.STOP_TXN_SAMPLED_DATA), readingContext));
    }

    /** The last reading tells the transaction's end. */
    private void appendStop(Transaction transaction) {
        if (transaction.withoutStore()) {
            tasks.after(STORE_RETRY, () -> appendStop(transaction));
            return;
        }
        Stop stop = transaction.stop().orElseThrow();
        StopTransactionRequest request = new StopTransactionRequest(wireWh(transaction.meterWh()), transaction.meterAt(),
            transaction.transactionId().orElse(TransactionBound.UNKNOWN_TRANSACTION), stop.idTag(), Optional.of(stop.reason()),
            transaction.transactionData());
        tasks.whenDone(context.append(MessageKind.STOP, Optional.of(transaction.name()), request, Optional.empty()),
            (done, failure) -> {
                if (failure == null) {
                    ended(transaction, stop);
                } else {
                    LOG.error("{}: connector {}: the end of transaction {} could not be stored ({}); tried again in {} s", id(),
                        transaction.connector().id(), transaction.name(), failure.toString(), STORE_RETRY.toSeconds());
                    tasks.after(STORE_RETRY, () -> appendStop(transaction));
                }
            });
    }

    private void ended(Transaction transaction, Stop stop) {
        Connector connector = transaction.connector();
        LOG.info("{}: connector {}: transaction {} stopped at {} Wh after {} Wh, reason {}", id(), connector.id(), transaction.name(),
            transaction.meterWh(), transaction.meterWh() - transaction.meterStartWh(), stop.reason().wire());
        if (isPresent(transaction)) {
            connector.transaction(Optional.empty());
        }
        context.publish(TransactionSignals.stopped(id(), context.generation(), connector.id(), transaction.name(),
            transaction.transactionId(), stop.idTag(), transaction.meterWh(), stop.reason().wire()));
        listeners.forEach(listener -> listener.onEnded(transaction));
        transaction.whenEnded().forEach(Runnable::run);
        connectors.find(connector.id()).ifPresent(reporter::update);
    }

    /** Takes up a transaction that was running when the process ended; what becomes of it is decided once its charger tells its state. */
    void remember(Connector connector, RunningTransaction journal) {
        Transaction transaction = Transaction.of(journal, connector);
        connector.transaction(Optional.of(transaction));
        recall(transaction);
    }

    /** What the CSMS has answered to its start may have come when nobody was there to act on it. */
    private void recall(Transaction transaction) {
        tasks.whenDone(context.store().startAnswer(transaction.name()), (answer, failure) -> {
            if (failure == null) {
                answer.ifPresent(known -> take(transaction, known));
            } else {
                LOG.warn("{}: connector {}: the store does not tell what the CSMS has answered to the start of transaction {} ({});"
                    + " asked again in {} s", id(), transaction.connector().id(), transaction.name(), failure.toString(),
                    STORE_RETRY.toSeconds());
                tasks.after(STORE_RETRY, () -> recall(transaction));
            }
        });
    }

    /** The charger of a remembered transaction tells its state: goes on if the vehicle is still there and the meter plausible. */
    void recover(Transaction transaction) {
        Connector connector = transaction.connector();
        transaction.phase(Phase.STARTING);
        if (!connector.plugged()) {
            LOG.info("{}: connector {}: transaction {} ends: the vehicle went while the gateway was off", id(), connector.id(),
                transaction.name());
            powerLoss(transaction);
            return;
        }
        meters.register(connector, (wh, sample) -> {
            if (wh.orElse(transaction.meterWh()) < transaction.meterWh()) {
                LOG.warn("{}: connector {}: transaction {} ends: the meter fell from {} to {} Wh while the gateway was off", id(),
                    connector.id(), transaction.name(), transaction.meterWh(), wh.getAsLong());
                powerLoss(transaction);
                return;
            }
            LOG.info("{}: connector {}: transaction {} of {} goes on after a restart, at {} Wh", id(), connector.id(),
                transaction.name(), transaction.idTag(), wh.orElse(transaction.meterWh()));
            takeReading(transaction, wh, context.now());
            run(transaction);
        });
    }

    /** Ends a transaction with what is known of it from before the restart. */
    void powerLoss(Transaction transaction) {
        transaction.stop(new Stop(Reason.POWER_LOSS, Optional.empty()));
        transaction.phase(Phase.ENDING);
        supply.order(transaction.connector(), () -> appendStop(transaction));
    }

    /**
     * Finds the running transaction that has this number. The CSMS may have given it in an earlier life of the process, and
     * what the store knows of it may still be on its way.
     */
    void find(int transactionId, Consumer<Optional<Transaction>> then) {
        List<Transaction> unnumbered = all().filter(transaction -> transaction.transactionId().isEmpty()).toList();
        if (unnumbered.isEmpty() || numbered(transactionId).isPresent()) {
            then.accept(numbered(transactionId));
            return;
        }
        int[] open = {unnumbered.size()};
        unnumbered.forEach(transaction -> tasks.whenDone(context.store().startAnswer(transaction.name()), (answer, failure) -> {
            if (failure == null) {
                answer.ifPresent(known -> take(transaction, known));
            }
            if (--open[0] == 0) {
                then.accept(numbered(transactionId));
            }
        }));
    }

    private Optional<Transaction> numbered(int transactionId) {
        return all().filter(transaction -> transaction.transactionId().equals(OptionalInt.of(transactionId))).findFirst();
    }

    private String id() {
        return context.settings().id();
    }

    /** The register as the message can carry it. */
    static int wireWh(long wh) {
        return (int) Math.min(wh, Integer.MAX_VALUE);
    }
}
