package io.holdfast.itests.misbehaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.csms.Csms;
import io.holdfast.csms.CsmsSettings;
import io.holdfast.csms.Misbehaviour.Ending;
import io.holdfast.ocpp16.internal.Ocpp16Codec;
import io.holdfast.signals.Topics;
import io.holdfast.store.testing.MemoryStore;
import io.holdfast.strand.internal.Strands;
import io.holdfast.transport.Transport;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Hundreds of charge points in one process: strands on two threads, one transport, and all at once. */
@Isolated("measures what the whole process holds")
class ManyChargePointsTest {
    private static final int CHARGE_POINTS = Integer.getInteger("holdfast.chargepoints", 500);
    private static final int MESSAGES = 4;

    @ParameterizedTest
    @EnumSource
    void onTwoThreadsTheyKeepTheInvariantsThroughDropsAndSwaps(Transports on) throws Exception {
        Remains empty = Remains.now();
        Strands strands = new Strands();
        Csms csms = Csms.start(CsmsSettings.forTests(), new Ocpp16Codec());
        Transport transport = on.activate();
        Transport other = on.other().activate();
        List<Station> stations = new ArrayList<>();
        try {
            long begin = System.nanoTime();
            for (int i = 1; i <= CHARGE_POINTS; i++) {
                stations.add(new Station("CP-" + i, Pace.PATIENT, csms, strands, new MemoryStore()).start(transport, on.name()));
            }
            for (Station station : stations) {
                station.awaitOnline();
            }
            print(on, "online", begin);
            Remains idle = Remains.now();
            System.out.println(on + ": " + CHARGE_POINTS + " charge points: " + idle + ", with the CSMS "
                + (idle.heapBytes() - empty.heapBytes()) / 1024 / CHARGE_POINTS + " KiB of heap for each");
            assertThat(idle.threads().stream().filter(name -> name.startsWith("holdfast-strand-")).count()).isLessThanOrEqualTo(2);

            begin = System.nanoTime();
            stations.forEach(station -> station.messenger().transaction(MESSAGES - 2));
            stations.forEach(station -> station.csms().end(Ending.DROP));
            awaitDelivered(stations, MESSAGES);
            print(on, "dropped by the CSMS in a transaction, and all delivered", begin);

            swap(on.other(), other, stations, 2 * MESSAGES);
            swap(on, transport, stations, 3 * MESSAGES);
            for (Station station : stations) {
                station.assertKept();
            }
        } finally {
            stations.parallelStream().forEach(Station::close);
            List.of(transport, other).forEach(Transports::deactivate);
            csms.close();
            Transports.deactivate(strands);
        }
    }

    /** All at once, in the middle of a transaction. */
    private static void swap(Transports to, Transport transport, List<Station> stations, int delivered) throws InterruptedException {
        long begin = System.nanoTime();
        stations.forEach(station -> station.messenger().transaction(MESSAGES - 2));
        stations.forEach(station -> station.transport(transport, to.name()));
        for (Station station : stations) {
            station.expect(Topics.TRANSPORT_CHANGED);
            station.awaitOnline();
        }
        print(to, "all swapped to it and online again", begin);
        awaitDelivered(stations, delivered);
        print(to, "all swapped to it, and all delivered", begin);
    }

    private static void awaitDelivered(List<Station> stations, int messages) throws InterruptedException {
        for (Station station : stations) {
            station.awaitDelivered(messages);
        }
    }

    private static void print(Transports on, String what, long begin) {
        System.out.println(on + ": " + what + " after " + (System.nanoTime() - begin) / 1_000_000 + " ms");
    }
}
