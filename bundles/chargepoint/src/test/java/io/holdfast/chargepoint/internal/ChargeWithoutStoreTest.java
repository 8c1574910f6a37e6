package io.holdfast.chargepoint.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.chargepoint.ConnectorStatus;
import io.holdfast.charger.PowerSetpoint;
import io.holdfast.ocpp16.MeterValuesRequest;
import io.holdfast.ocpp16.StartTransactionRequest;
import io.holdfast.ocpp16.StopTransactionRequest;
import io.holdfast.store.RunningTransaction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The store can't be written when a car comes, and the configuration puts charging first; 2 s have passed since. */
class ChargeWithoutStoreTest {
    private final Bench bench = new Bench(1);
    private Instant startedAt;
    private String log;

    @BeforeEach
    void chargesWithoutStore() {
        bench.chargeWithoutStore = true;
        bench.file.put("MeterValueSampleInterval", "4");
        bench.file.put("StopTxnSampledData", "Energy.Active.Import.Register");
        bench.start();
        bench.goOnline(true);
        bench.store.refuse("the disk is full");
        log = Bench.logOf(() -> bench.beginCharging(1));
        startedAt = bench.connector(1).transaction().orElseThrow().startedAt();
    }

    @Test
    void theCarChargesAndOneErrorSaysWhatAPowerCutWouldLose() {
        assertThat(bench.charger.setpoints).endsWith(new PowerSetpoint(true, 16));
        assertThat(bench.connector(1).status()).isEqualTo(ConnectorStatus.CHARGING);
        assertThat(log).containsOnlyOnce("ERROR").contains(name() + " of card charges from 1000 Wh", "the disk is full", "a power cut now would lose it");
        String later = Bench.logOf(() -> bench.seconds(25));
        assertThat(later).doesNotContain("ERROR");
        assertThat(bench.client.appended).isEmpty();
    }

    @Test
    void itsStartIsStoredOnceWithItsFirstTimeAndMeterAndAFreshJournal() {
        bench.charger.meterWh = 1200;
        bench.seconds(3);
        bench.store.accept();
        bench.seconds(6);
        assertThat(bench.starts()).singleElement().satisfies(start -> {
            assertThat(start.meterStart()).isEqualTo(1000);
            assertThat(start.timestamp()).isEqualTo(startedAt);
        });
        assertThat(journal()).singleElement().extracting(RunningTransaction::meterWh).isEqualTo(1200L);
        assertThat(bench.connector(1).transaction().orElseThrow().transactionId()).hasValue(101);
        bench.seconds(60);
        assertThat(bench.starts()).hasSize(1);
        assertThat(bench.charger.setpoints).doesNotContainSequence(new PowerSetpoint(true, 16), PowerSetpoint.OFF);
    }

    @Test
    void meterValuesAreLeftOutUntilTheStartIsStoredEvenIfTheyCouldBe() {
        bench.seconds(5);
        bench.store.accept();
        bench.seconds(2);
        assertThat(bench.client.appended).isEmpty();
        bench.seconds(4);
        assertThat(types()).containsExactly(StartTransactionRequest.class, MeterValuesRequest.class);
        assertThat(bench.meterValues().get(0).meterValue().get(0).timestamp()).isEqualTo(startedAt.plusSeconds(12));
    }

    @Test
    void aStopWaitsForTheStartAndTellsWhatWasReadAtItsTime() {
        bench.charger.meterWh = 1200;
        Instant stoppedAt = bench.client.now();
        bench.charger.present(1, "card");
        bench.seconds(1);
        assertThat(bench.charger.setpoints).endsWith(PowerSetpoint.OFF);
        assertThat(bench.connector(1).status()).isEqualTo(ConnectorStatus.FINISHING);
        bench.charger.meterWh = 9999;
        bench.seconds(4);
        bench.store.accept();
        bench.seconds(20);
        assertThat(types()).containsExactly(StartTransactionRequest.class, StopTransactionRequest.class);
        assertThat(bench.stops().get(0).meterStop()).isEqualTo(1200);
        assertThat(bench.stops().get(0).timestamp()).isEqualTo(stoppedAt);
        assertThat(bench.stops().get(0).transactionId()).isEqualTo(101);
        assertThat(bench.stops().get(0).transactionData()).extracting(value -> value.timestamp()).containsExactly(startedAt, stoppedAt);
        assertThat(journal()).isEmpty();
    }

    @Test
    void aStartThatIsNotStoredGetsItsTrueTime() {
        bench.client.strand().execute(() -> bench.application.onClockCorrected(time -> time.plus(Duration.ofDays(1))));
        bench.store.accept();
        bench.seconds(10);
        assertThat(bench.starts()).singleElement().extracting(StartTransactionRequest::timestamp).isEqualTo(startedAt.plus(Duration.ofDays(1)));
    }

    @Test
    void onceStoredItOutlivesThePowerCut() {
        String transaction = name();
        bench.store.accept();
        bench.seconds(10);
        bench.killAndRestart();
        bench.seconds(2);
        assertThat(name()).isEqualTo(transaction);
    }

    @Test
    void aChargePointThatGoesSaysWhatIsLost() {
        String transaction = name();
        String end = Bench.logOf(() -> {
            bench.client.strand().execute(bench.application::onDetached);
            bench.seconds(20);
        });
        assertThat(end).containsOnlyOnce("WARN").contains("transaction " + transaction + " of card from 1000 Wh is lost");
        bench.store.accept();
        bench.seconds(20);
        assertThat(bench.client.appended).isEmpty();
    }

    private String name() {
        return bench.connector(1).transaction().orElseThrow().transaction();
    }

    private List<RunningTransaction> journal() {
        return bench.client.store().runningTransactions().toCompletableFuture().join();
    }

    private List<Class<?>> types() {
        return bench.client.appended.stream().<Class<?>>map(Object::getClass).toList();
    }
}
