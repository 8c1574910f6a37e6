package io.holdfast.chargepoint.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.ocpp16.Measurand;
import io.holdfast.ocpp16.MeterValuesRequest;
import io.holdfast.ocpp16.StartTransactionRequest;
import io.holdfast.ocpp16.StopTransactionRequest;
import io.holdfast.session.Request;
import io.holdfast.store.MessageKind;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.RepeatedTest;

/** The process is killed at any moment, the disk fails, the meter is silent or falls, and cars come and go. */
class PowerCutTest {
    @RepeatedTest(5)
    void whateverHappensEveryTransactionBeginsOnceEndsOnceAndItsRegisterNeverFalls() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        Bench bench = new Bench(1);
        bench.file.put("MeterValueSampleInterval", "5");
        bench.chargeWithoutStore = random.nextBoolean();
        bench.start();
        bench.goOnline(true);
        for (int step = 0; step < 3000; step++) {
            bench.anything(random);
            bench.charger.meterWh = random.nextInt(200) == 0 ? random.nextInt(100) : bench.charger.meterWh + random.nextInt(50);
            misfortune(bench, random);
            bench.time.advance(Duration.ofMillis(random.nextInt(4000)));
        }
        bench.store.accept();
        bench.killAndRestart();
        check(bench, "seed " + seed);
    }

    private static void misfortune(Bench bench, Random random) {
        switch (random.nextInt(60)) {
            case 0, 1 -> {
                bench.store.accept();
                bench.killAndRestart();
            }
            case 2 -> bench.store.refuse("the disk is full");
            case 3, 4 -> bench.store.accept();
            case 5 -> bench.charger.meterFailure = Optional.of(new IllegalStateException("no answer"));
            case 6, 7 -> bench.charger.meterFailure = Optional.empty();
            case 8 -> bench.charger.powerFailure = Optional.of(new IllegalStateException("busy"));
            case 9, 10 -> bench.charger.powerFailure = Optional.empty();
            case 11 -> bench.goOffline();
            case 12, 13 -> bench.goOnline(false);
            default -> { }
        }
    }

    private static void check(Bench bench, String seed) {
        Set<String> begun = new HashSet<>();
        Optional<String> open = Optional.empty();
        long register = 0;
        for (FakeClient.Appended message : bench.history) {
            String transaction = message.transaction().orElseThrow();
            if (message.kind() == MessageKind.START) {
                assertThat(open).as("%s: two at once", seed).isEmpty();
                assertThat(begun.add(transaction)).as("%s: %s begins twice", seed, transaction).isTrue();
                open = Optional.of(transaction);
                register = registerOf(message.request());
            } else {
                assertThat(open).as("%s: %s without its start", seed, message.kind()).contains(transaction);
                assertThat(registerOf(message.request())).as("%s: register of %s", seed, transaction).isGreaterThanOrEqualTo(register);
                register = registerOf(message.request());
                if (message.kind() == MessageKind.STOP) {
                    open = Optional.empty();
                }
            }
        }
        assertThat(begun).as(seed).hasSizeGreaterThan(20);
        // what is still open is in the journal, and nothing else is
        assertThat(bench.client.store().runningTransactions().toCompletableFuture().join().stream().map(entry -> entry.transaction()))
            .as(seed).containsExactlyElementsOf(open.stream().toList());
    }

    private static long registerOf(Request<?> request) {
        if (request instanceof StartTransactionRequest start) {
            return start.meterStart();
        }
        if (request instanceof StopTransactionRequest stop) {
            return stop.meterStop();
        }
        return ((MeterValuesRequest) request).meterValue().get(0).sampledValue().stream()
            .filter(value -> value.measurand().equals(Optional.of(Measurand.ENERGY_ACTIVE_IMPORT_REGISTER)))
            .mapToLong(value -> Long.parseLong(value.value())).findFirst().orElseThrow();
    }
}
