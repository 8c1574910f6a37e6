package io.holdfast.chargepoint.internal;

import io.holdfast.charger.MeterSample;
import io.holdfast.client.ApplicationContext;
import io.holdfast.ocpp16.Measurand;
import io.holdfast.ocpp16.MeterValue;
import io.holdfast.ocpp16.MeterValuesRequest;
import io.holdfast.ocpp16.ReadingContext;
import io.holdfast.session.Session.Urgency;
import io.holdfast.session.TransactionBound;
import io.holdfast.store.MessageKind;
import io.holdfast.store.RunningTransaction;
import io.holdfast.strand.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends MeterValues: of a transaction every {@code MeterValueSampleInterval} from its start, of every connector at the
 * multiples of {@code ClockAlignedDataInterval} of the day, and when the CSMS asks (OCPP 1.6 §3.16). A meter that does not
 * answer leaves a gap.
 */
final class Metering implements Transactions.Listener {
    /** The journal is never older than this, even if the samples are rarer. */
    static final Duration JOURNAL_INTERVAL = Duration.ofSeconds(60);

    private static final Logger LOG = LoggerFactory.getLogger(Metering.class);

    private final ApplicationContext context;
    private final ConfigurationKeys keys;
    private final Tasks tasks;
    private final Connectors connectors;
    private final Meters meters;
    private final StatusReporter reporter;
    private final Map<Transaction, Timer> sampling = new HashMap<>();
    private final Map<Transaction, Timer> journalling = new HashMap<>();
    private Optional<Timer> aligned = Optional.empty();

    Metering(ApplicationContext context, ConfigurationKeys keys, Tasks tasks, Connectors connectors, Meters meters,
            StatusReporter reporter) {
        this.context = context;
        this.keys = keys;
        this.tasks = tasks;
        this.connectors = connectors;
        this.meters = meters;
        this.reporter = reporter;
        keys.onChange(Key.METER_VALUE_SAMPLE_INTERVAL, () -> List.copyOf(journalling.keySet()).forEach(this::scheduleSample));
        keys.onChange(Key.CLOCK_ALIGNED_DATA_INTERVAL, this::scheduleAligned);
        scheduleAligned();
    }

    @Override
    public void onRunning(Transaction transaction) {
        scheduleJournal(transaction);
        scheduleSample(transaction);
    }

    @Override
    public void onEnding(Transaction transaction) {
        cancel(sampling.remove(transaction));
        cancel(journalling.remove(transaction));
    }

    private static void cancel(Timer timer) {
        if (timer != null) {
            timer.cancel();
        }
    }

    /** Counts from the transaction's start, so that samples stay that far apart across restarts and changes of the key. */
    private void scheduleSample(Transaction transaction) {
        cancel(sampling.remove(transaction));
        Duration interval = keys.get(Key.METER_VALUE_SAMPLE_INTERVAL);
        if (!interval.isZero()) {
            Duration wait = untilNext(interval, Duration.between(transaction.startedAt(), context.now()));
            sampling.put(transaction, tasks.after(wait, () -> {
                scheduleSample(transaction);
                sample(transaction.connector(), Key.METER_VALUES_SAMPLED_DATA, ReadingContext.SAMPLE_PERIODIC);
            }));
        }
    }

    private void scheduleJournal(Transaction transaction) {
        journalling.put(transaction, tasks.after(JOURNAL_INTERVAL, () -> {
            scheduleJournal(transaction);
            if (Duration.between(transaction.meterAt(), context.now()).compareTo(JOURNAL_INTERVAL) >= 0) {
                journal(transaction);
            }
        }));
    }

    private void journal(Transaction transaction) {
        long asked = context.strand().nanoTime();
        meters.read(transaction.connector(), sample -> sample.filter(known -> journalling.containsKey(transaction)).ifPresent(known -> {
            take(transaction, known, context.at(asked));
            tasks.whenDone(context.store().journal(transaction.journal()), (done, failure) -> {
                if (failure != null) {
                    LOG.warn("{}: the journal of transaction {} could not be stored: {}", context.settings().id(),
                        transaction.name(), failure.toString());
                }
            });
        }));
    }

    /** Anew, if the time of day was wrong so far. */
    void scheduleAligned() {
        aligned.ifPresent(Timer::cancel);
        aligned = Optional.empty();
        Duration interval = keys.get(Key.CLOCK_ALIGNED_DATA_INTERVAL);
        if (!interval.isZero()) {
            Duration sinceMidnight = Duration.ofMillis(context.now().toEpochMilli() % Duration.ofDays(1).toMillis());
            Duration untilMidnight = Duration.ofDays(1).minus(sinceMidnight);
            Duration wait = untilNext(interval, sinceMidnight);
            aligned = Optional.of(tasks.after(wait.compareTo(untilMidnight) < 0 ? wait : untilMidnight, () -> {
                scheduleAligned();
                connectors.all().forEach(connector ->
                    sample(connector, Key.METER_VALUES_ALIGNED_DATA, ReadingContext.SAMPLE_CLOCK));
            }));
        }
    }

    /** To the next multiple that is ahead: a timer that fires a moment early does not sample the same one twice. */
    private static Duration untilNext(Duration interval, Duration elapsed) {
        long step = interval.toMillis();
        long past = Math.max(0, elapsed.toMillis());
        long next = (past / step + 1) * step;
        boolean justBefore = next - past < Math.min(step / 2, 100) && past > 0;
        return Duration.ofMillis((justBefore ? next + step : next) - past);
    }

    /** Reads the connector and puts the values into the outbox, under the transaction that ran when the time had come. */
    private void sample(Connector connector, Key<List<Measurand>> measurands, ReadingContext readingContext) {
        long asked = context.strand().nanoTime();
        Optional<Transaction> transaction = connector.transaction().filter(journalling::containsKey);
        meters.read(connector, sample -> sample.ifPresent(known -> {
            Instant at = context.at(asked);
            transaction.ifPresent(running -> take(running, known, at));
            values(connector, transaction, known, at, keys.get(measurands), readingContext).ifPresent(value ->
                append(connector, transaction, value));
        }));
    }

    private void take(Transaction transaction, MeterSample sample, Instant at) {
        sample.energyImportWh().ifPresent(wh -> transaction.meter(Math.round(wh), at));
        reporter.refreshViews();
    }

    private static Optional<MeterValue> values(Connector connector, Optional<Transaction> transaction, MeterSample sample, Instant at,
            List<Measurand> measurands, ReadingContext readingContext) {
        long shownWh = Math.round(sample.energyImportWh().orElse(0));
        long registerWh = transaction.map(running -> Math.max(running.meterWh(), shownWh)).orElse(shownWh);
        return SampledValues.of(sample, at, registerWh, measurands, readingContext);
    }

    private void append(Connector connector, Optional<Transaction> transaction, MeterValue value) {
        // the answer to the last reading may come after the StopTransaction has been queued: that one has the final word
        if (transaction.isPresent() && !journalling.containsKey(transaction.get())) {
            return;
        }
        if (transaction.filter(Transaction::withoutStore).isPresent()) {
            return;
        }
        OptionalInt transactionId = transaction.map(known -> OptionalInt.of(known.transactionId()
            .orElse(TransactionBound.UNKNOWN_TRANSACTION))).orElse(OptionalInt.empty());
        MeterValuesRequest request = new MeterValuesRequest(connector.id(), List.of(value), transactionId);
        Optional<RunningTransaction> journal = transaction.map(Transaction::journal);
        tasks.whenDone(context.append(MessageKind.METER, transaction.map(Transaction::name), request, journal),
            (done, failure) -> {
                if (failure != null) {
                    LOG.warn("{}: connector {}: meter values could not be stored and are lost: {}", context.settings().id(),
                        connector.id(), failure.toString());
                }
            });
    }

    /** Sends the latest values of the connectors, not through the outbox, because the CSMS asked for them. */
    void trigger(List<Connector> asked) {
        for (Connector connector : asked) {
            long moment = context.strand().nanoTime();
            Optional<Transaction> transaction = connector.transaction();
            meters.read(connector, sample -> sample.flatMap(known -> values(connector, transaction, known, context.at(moment),
                keys.get(Key.METER_VALUES_SAMPLED_DATA), ReadingContext.TRIGGER)).ifPresent(value -> context.call(
                    new MeterValuesRequest(connector.id(), List.of(value),
                            transaction.map(Transaction::transactionId).orElse(OptionalInt.empty())),
                    Urgency.TRIGGERED, outcome -> { })));
        }
    }
}
