package io.holdfast.chargepoint.internal;

import io.holdfast.chargepoint.TransactionView;
import io.holdfast.ocpp16.MeterValue;
import io.holdfast.ocpp16.Reason;
import io.holdfast.store.RunningTransaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A transaction between its permission and its durable StopTransaction. */
final class Transaction {
    /** Where it stands. */
    enum Phase {
        /** It was running when the process ended; its charger has not told its state since. */
        RECOVERING,
        /** Its start is being made durable, and then the charger told. */
        STARTING,
        RUNNING,
        /** Its end is being made durable. */
        ENDING
    }

    /** Who or what ends a transaction. */
    record Stop(Reason reason, Optional<String> idTag) { }

    private final String name;
    private final Connector connector;
    private final String idTag;
    private Instant startedAt;
    private final List<Runnable> whenEnded = new ArrayList<>();
    private Optional<String> parentIdTag;
    private Phase phase = Phase.STARTING;
    private OptionalInt transactionId = OptionalInt.empty();
    private long meterStartWh;
    private long meterWh;
    private Instant meterAt;
    private boolean supplyWanted;
    private boolean supplyWithheld;
    private boolean withoutStore;
    private Optional<Stop> stop = Optional.empty();
    private Optional<MeterValue> beginValues = Optional.empty();
    private Optional<MeterValue> endValues = Optional.empty();

    Transaction(String name, Connector connector, Permit permit, Instant startedAt) {
        this.name = name;
        this.connector = connector;
        this.idTag = permit.idTag();
        this.parentIdTag = permit.parentIdTag();
        this.startedAt = startedAt;
        this.meterAt = startedAt;
    }

    /** One that was running when the process ended. */
    static Transaction of(RunningTransaction journal, Connector connector) {
        Transaction transaction = new Transaction(journal.transaction(), connector, Permit.of(journal.idTag()), journal.startedAt());
        transaction.phase = Phase.RECOVERING;
        transaction.meterStartWh = journal.meterStartWh();
        transaction.meterWh = journal.meterWh();
        transaction.meterAt = journal.meterAt();
        transaction.parentIdTag = journal.parentIdTag();
        transaction.supplyWithheld = journal.supplyWithheld();
        transaction.stop = journal.stop().flatMap(Transaction::stop);
        return transaction;
    }

    String name() {
        return name;
    }

    Connector connector() {
        return connector;
    }

    String idTag() {
        return idTag;
    }

    Optional<String> parentIdTag() {
        return parentIdTag;
    }

    void parentIdTag(String parent) {
        parentIdTag = Optional.of(parent);
    }

    Instant startedAt() {
        return startedAt;
    }

    Phase phase() {
        return phase;
    }

    void phase(Phase next) {
        phase = next;
    }

    OptionalInt transactionId() {
        return transactionId;
    }

    void transactionId(int id) {
        transactionId = OptionalInt.of(id);
    }

    long meterStartWh() {
        return meterStartWh;
    }

    void meterStart(long wh) {
        meterStartWh = wh;
        meterWh = wh;
    }

    long meterWh() {
        return meterWh;
    }

    /** Takes in a reading; the register of a transaction never falls (OCPP 1.6 §7.31), whatever the meter says. */
    void meter(long wh, Instant at) {
        meterWh = Math.max(meterWh, wh);
        meterAt = at;
    }

    Instant meterAt() {
        return meterAt;
    }

    boolean supplyWanted() {
        return supplyWanted && !supplyWithheld;
    }

    void supplyWanted(boolean wanted) {
        supplyWanted = wanted;
    }

    /** The CSMS does not accept its idTag: it gets no energy any more, whatever happens. */
    void withholdSupply() {
        supplyWithheld = true;
    }

    boolean supplyWithheld() {
        return supplyWithheld;
    }

    /** It charges although its start is not stored: none of its other messages may be stored before that. */
    boolean withoutStore() {
        return withoutStore;
    }

    void withoutStore(boolean without) {
        withoutStore = without;
    }

    /** The first wish to end it; later ones change nothing. */
    void stop(Stop wish) {
        if (stop.isEmpty()) {
            stop = Optional.of(wish);
        }
    }

    Optional<Stop> stop() {
        return stop;
    }

    /** What to do once the StopTransaction is durable. */
    List<Runnable> whenEnded() {
        return whenEnded;
    }

    void beginValues(Optional<MeterValue> values) {
        beginValues = values;
    }

    void endValues(Optional<MeterValue> values) {
        endValues = values;
    }

    /** What StopTransaction tells of its course. */
    List<MeterValue> transactionData() {
        return Stream.concat(beginValues.stream(), endValues.stream()).toList();
    }

    /** The times so far were wrong. */
    void correctTimes(UnaryOperator<Instant> correction) {
        startedAt = correction.apply(startedAt);
        meterAt = correction.apply(meterAt);
        beginValues = beginValues.map(values -> values.withTime(correction));
        endValues = endValues.map(values -> values.withTime(correction));
    }

    RunningTransaction journal() {
        return new RunningTransaction(name, connector.id(), idTag, startedAt, meterStartWh, meterWh, meterAt, parentIdTag, supplyWithheld,
            stop.map(wish -> new RunningTransaction.Stop(wish.reason().wire(), wish.idTag())));
    }

    /** Empty if the reason is none that this software knows. */
    private static Optional<Stop> stop(RunningTransaction.Stop journal) {
        return Arrays.stream(Reason.values()).filter(reason -> reason.wire().equals(journal.reason())).findFirst()
            .map(reason -> new Stop(reason, journal.idTag()));
    }

    TransactionView view() {
        return new TransactionView(name, transactionId, idTag, startedAt, meterStartWh, meterWh);
    }
}
