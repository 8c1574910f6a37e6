package io.holdfast.itests.misbehaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.csms.Csms;
import io.holdfast.csms.CsmsSettings;
import io.holdfast.csms.Misbehaviour;
import io.holdfast.ocpp16.internal.Ocpp16Codec;
import io.holdfast.signals.SignalProperties;
import io.holdfast.signals.Topics;
import io.holdfast.store.testing.MemoryStore;
import io.holdfast.strand.internal.Strands;
import io.holdfast.transport.Transport;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a CSMS does wrong, on either transport: the charge point tells what it was, and is online again. */
@Execution(ExecutionMode.CONCURRENT)
class MisbehaviourTest {
    private static final Map<Transports, Transport> TRANSPORTS = new EnumMap<>(Transports.class);
    private static final AtomicInteger STATIONS = new AtomicInteger();
    private static Strands strands;
    private static Csms csms;

    @BeforeAll
    static void start() {
        strands = new Strands();
        csms = Csms.start(CsmsSettings.forTests(), new Ocpp16Codec());
        for (Transports each : Transports.values()) {
            TRANSPORTS.put(each, each.activate());
        }
    }

    @AfterAll
    static void stop() {
        TRANSPORTS.values().forEach(Transports::deactivate);
        csms.close();
        Transports.deactivate(strands);
    }

    static Stream<Arguments> everyMisdeedOnEveryTransport() {
        return Misdeeds.all().stream().flatMap(misdeed -> Arrays.stream(Transports.values()).map(on -> Arguments.of(misdeed, on)));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("everyMisdeedOnEveryTransport")
    void itIsToldApartAndTheChargePointIsOnlineAgain(Misdeed misdeed, Transports on) throws Exception {
        try (Station station = new Station("CP-" + STATIONS.incrementAndGet(), misdeed.pace(), csms, strands, new MemoryStore())) {
            misdeed.play().with(station, () -> station.start(TRANSPORTS.get(on), on.name()));
            station.csms().behave();
            station.awaitOnline();
            int delivered = station.signals().delivered();
            station.messenger().transaction(1);
            station.awaitDelivered(delivered + 3);
            station.assertKept();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCsmsThatIsStoppedIsRefusedUntilItIsStartedAgain(Transports on) throws Exception {
        Csms first = Csms.start(CsmsSettings.forTests(), new Ocpp16Codec());
        try (Station station = new Station("CP-" + STATIONS.incrementAndGet(), Pace.PATIENT, first, strands, new MemoryStore())) {
            station.start(TRANSPORTS.get(on), on.name());
            station.awaitOnline();
            int port = first.port();
            first.close();
            station.expect(Topics.CLOSED, Map.of(SignalProperties.ENDED_BY, "PEER", SignalProperties.CODE, 1001));
            // an attempt may have met it while it was closing
            station.await(Topics.FAILED, Map.of(SignalProperties.CAUSE, "REFUSED"));
            try (Csms second = Csms.start(CsmsSettings.forTests().withPort(port), new Ocpp16Codec())) {
                station.awaitOnline();
                station.csmsIs(second);
                assertThat(station.csms().log().callsOf("BootNotification")).as("none is owed").isEmpty();
                station.messenger().transaction(1);
                station.awaitDelivered(3);
                station.assertKept();
            }
        } finally {
            first.close();
        }
    }

    @Test
    void noMisbehaviourIsLeftOut() {
        List<Class<?>> tried = Misdeeds.all().stream().<Class<?>>map(Misdeed::kind).distinct().toList();
        assertThat(tried).containsAll(Arrays.stream(Misbehaviour.class.getPermittedSubclasses()).collect(Collectors.toList()));
    }
}
