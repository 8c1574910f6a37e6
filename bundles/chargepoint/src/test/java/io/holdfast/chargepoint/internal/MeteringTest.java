package io.holdfast.chargepoint.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.charger.LinkState;
import io.holdfast.ocpp16.ChangeConfigurationRequest;
import io.holdfast.ocpp16.Measurand;
import io.holdfast.ocpp16.MeterValue;
import io.holdfast.ocpp16.MeterValuesRequest;
import io.holdfast.ocpp16.Phase;
import io.holdfast.ocpp16.ReadingContext;
import io.holdfast.ocpp16.SampledValue;
import io.holdfast.ocpp16.UnitOfMeasure;
import io.holdfast.store.RunningTransaction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MeteringTest {
    @Test
    void samplesComeInTheIntervalFromTheStartOfTheTransaction() {
        Bench bench = Bench.charging();
        Instant start = bench.starts().get(0).timestamp();
        bench.seconds(200);
        assertThat(times(bench)).containsExactly(start.plusSeconds(60), start.plusSeconds(120), start.plusSeconds(180));
        assertThat(bench.meterValues()).allSatisfy(sample -> {
            assertThat(sample.transactionId()).hasValue(101);
            assertThat(value(sample).context()).contains(ReadingContext.SAMPLE_PERIODIC);
            assertThat(value(sample).measurand()).contains(Measurand.ENERGY_ACTIVE_IMPORT_REGISTER);
            assertThat(value(sample).unit()).contains(UnitOfMeasure.WH);
            assertThat(value(sample).value()).isEqualTo("1000");
        });
    }

    @Test
    void samplesEndWithTheTransaction() {
        Bench bench = Bench.charging();
        bench.charger.present(1, "card");
        bench.seconds(300);
        assertThat(bench.meterValues()).isEmpty();
    }

    @Test
    void aChangedIntervalAppliesAtOnceAndStillCountsFromTheStart() {
        Bench bench = Bench.charging();
        Instant start = bench.starts().get(0).timestamp();
        bench.seconds(11);
        bench.call(new ChangeConfigurationRequest("MeterValueSampleInterval", "10"));
        bench.seconds(10);
        assertThat(times(bench)).containsExactly(start.plusSeconds(20));
        bench.call(new ChangeConfigurationRequest("MeterValueSampleInterval", "0"));
        bench.seconds(100);
        assertThat(bench.meterValues()).hasSize(1);
    }

    @Test
    void everyConfiguredMeasurandIsReportedInEveryPhaseThatIsMeasured() {
        Bench bench = new Bench(1);
        bench.file.put("MeterValuesSampledData", "Power.Active.Import,Current.Import, Voltage,SoC");
        bench.start();
        bench.goOnline(true);
        bench.beginCharging(1);
        bench.seconds(60);
        List<SampledValue> values = bench.meterValues().get(0).meterValue().get(0).sampledValue();
        assertThat(values).extracting(SampledValue::value).containsExactly("11040", "16", "15.5", "230");
        assertThat(values).extracting(SampledValue::phase).containsExactly(Optional.empty(), Optional.of(Phase.L1),
                Optional.of(Phase.L2), Optional.of(Phase.L1_N));
    }

    @Test
    void clockAlignedSamplesComeAtMultiplesOfTheDayAlsoWithoutATransaction() {
        Bench bench = new Bench(1);
        bench.file.put("ClockAlignedDataInterval", "900");
        bench.time.advance(Duration.ofMinutes(7));
        bench.start();
        bench.goOnline(true);
        bench.time.advance(Duration.ofMinutes(25));
        assertThat(times(bench)).containsExactly(Instant.parse("2026-01-01T00:15:00Z"), Instant.parse("2026-01-01T00:30:00Z"));
        assertThat(bench.meterValues()).allSatisfy(sample -> {
            assertThat(sample.transactionId()).isEmpty();
            assertThat(value(sample).context()).contains(ReadingContext.SAMPLE_CLOCK);
        });
        bench.beginCharging(1);
        bench.time.advance(Duration.ofMinutes(14));
        assertThat(bench.meterValues().stream().filter(sample -> value(sample).context().equals(Optional.of(ReadingContext.SAMPLE_CLOCK)))
            .reduce((a, b) -> b)).get().matches(sample -> sample.transactionId().isPresent());
    }

    @Test
    void anAlignedIntervalStartsAnewAtMidnight() {
        Bench bench = new Bench(1);
        bench.file.put("ClockAlignedDataInterval", "50000");
        bench.start();
        bench.goOnline(true);
        bench.time.advance(Duration.ofHours(25));
        assertThat(times(bench)).containsExactly(Instant.parse("2026-01-01T13:53:20Z"), Instant.parse("2026-01-02T00:00:00Z"));
    }

    @Test
    void aMeterThatFallsNeverMakesARegisterFall() {
        Bench bench = Bench.charging();
        bench.charger.meterWh = 1600;
        bench.seconds(60);
        bench.charger.meterWh = 20;
        bench.seconds(60);
        assertThat(bench.meterValues()).extracting(sample -> value(sample).value()).containsExactly("1600", "1600");
        bench.charger.present(1, "card");
        bench.seconds(1);
        assertThat(bench.stops().get(0).meterStop()).isEqualTo(1600);
    }

    @Test
    void aSilentMeterLeavesAGapAndTheLastValueCountsAtTheEnd() {
        Bench bench = Bench.charging();
        bench.charger.meterWh = 1300;
        bench.seconds(60);
        bench.charger.meterFailure = Optional.of(new IllegalStateException("no answer"));
        bench.seconds(120);
        assertThat(bench.meterValues()).hasSize(1);
        bench.charger.present(1, "card");
        bench.seconds(1);
        assertThat(bench.stops().get(0).meterStop()).isEqualTo(1300);
    }

    @Test
    void aMeterThatHasNeverAnsweredMeansNoTransaction() {
        Bench bench = Bench.online();
        bench.charger.meterFailure = Optional.of(new IllegalStateException("no answer"));
        bench.beginCharging(1);
        assertThat(bench.starts()).isEmpty();
        bench.charger.meterFailure = Optional.empty();
        bench.charger.present(1, "card");
        bench.seconds(2);
        assertThat(bench.starts()).hasSize(1);
    }

    @Test
    void aChargerWithoutAMeterCountsNothing() {
        Bench bench = Bench.online();
        bench.charger.metered = false;
        bench.beginCharging(1);
        bench.seconds(100);
        bench.charger.present(1, "card");
        bench.seconds(1);
        assertThat(bench.starts().get(0).meterStart()).isZero();
        assertThat(bench.stops().get(0).meterStop()).isZero();
        assertThat(bench.meterValues()).isEmpty();
    }

    @Test
    void theJournalIsKeptUpToDateWithoutSamples() {
        Bench bench = new Bench(1);
        bench.file.put("MeterValueSampleInterval", "0");
        bench.start();
        bench.goOnline(true);
        bench.beginCharging(1);
        bench.charger.meterWh = 1700;
        bench.seconds(121);
        assertThat(bench.meterValues()).isEmpty();
        assertThat(journal(bench)).singleElement().extracting(RunningTransaction::meterWh).isEqualTo(1700L);
    }

    @Test
    void everySampleBringsTheJournalUpToDate() {
        Bench bench = Bench.charging();
        bench.charger.meterWh = 1250;
        bench.seconds(60);
        assertThat(journal(bench)).singleElement().extracting(RunningTransaction::meterWh).isEqualTo(1250L);
    }

    @Test
    void theStopCarriesTheValuesOfBeginAndEndIfTheKeyAsksForThem() {
        Bench bench = new Bench(1);
        bench.file.put("StopTxnSampledData", "Energy.Active.Import.Register");
        bench.start();
        bench.goOnline(true);
        bench.beginCharging(1);
        bench.charger.meterWh = 1400;
        bench.charger.present(1, "card");
        bench.seconds(1);
        List<MeterValue> data = bench.stops().get(0).transactionData();
        assertThat(data).extracting(value -> value.sampledValue().get(0).value()).containsExactly("1000", "1400");
        assertThat(data).extracting(value -> value.sampledValue().get(0).context().get())
            .containsExactly(ReadingContext.TRANSACTION_BEGIN, ReadingContext.TRANSACTION_END);
    }

    @Test
    void samplesGoOnWhileOfflineAndStopWhileTheChargerIsOutOfReach() {
        Bench bench = Bench.charging();
        bench.goOffline();
        bench.seconds(60);
        assertThat(bench.meterValues()).hasSize(1);
        bench.charger.link(LinkState.DOWN);
        bench.charger.meterFailure = Optional.of(new IllegalStateException("no link"));
        bench.seconds(60);
        bench.charger.meterFailure = Optional.empty();
        bench.charger.link(LinkState.UP);
        bench.seconds(60);
        assertThat(bench.meterValues()).hasSize(2);
        assertThat(bench.stops()).isEmpty();
    }

    private static List<RunningTransaction> journal(Bench bench) {
        return bench.client.store().runningTransactions().toCompletableFuture().join();
    }

    private static List<Instant> times(Bench bench) {
        return bench.meterValues().stream().map(sample -> sample.meterValue().get(0).timestamp()).toList();
    }

    private static SampledValue value(MeterValuesRequest sample) {
        return sample.meterValue().get(0).sampledValue().get(0);
    }
}
