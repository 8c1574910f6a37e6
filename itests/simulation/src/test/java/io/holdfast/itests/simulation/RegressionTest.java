package io.holdfast.itests.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What worlds have found in the product or in its rules, each as the seed and the steps that were left of it. */
class RegressionTest {
    private static void holds(long seed, String steps) {
        List<String> story = new ArrayList<>();
        assertThat(new World(Schedule.of(seed, steps), story).run()).as(() -> String.join("\n", story)).isEmpty();
    }

    @Test
    void theWaitOfARejectedOutlivesTheConnectionToAnotherCsmsToo() {
        holds(215034127495159L, "1 2 8 4 4 10 105 2 0: 67924574386 0 CONNECT_ELSEWHERE -1333930886100340276, 3357982 0 REGISTRATION -3011852013818499746, "
            + "28271341950 0 DELAY 3891753498191475921, 18208483968 0 HALF_OPEN 5462213676769650521, 23999890977 0 NONSENSE -3553001003107917616");
    }

    @Test
    void aTimingThatStaysPutsNoPingOff() {
        holds(20263951L, "3 2 4 2 0 30 96 2 0: 10495199027 2 DISK_UNREADABLE 956429922670569764, 81444050961 2 CRASH -4818441703752408623, "
            + "17114249077 2 NETWORK_DOWN -4200232848262455986");
    }

    @Test
    void aConnectionThatOvertakesASlowStoreKeepsTheHeartbeatInterval() {
        holds(43868069156784L, "1 1 4 0 3 30 100 2 0: 74487321985 0 DISK_SLOW -429965802256767197, 270038884122 0 CSMS_CONFIGURES -2692745422933500237, "
            + "276634396125 0 RESTART -8764666348325600966, 437590494 0 CONNECT 1235793060258202533");
    }

    @Test
    void aHoldThatEndsLeavesTheHintOfTheLink() {
        holds(20261144L, "1 1 1 3 2 0 50 2 0: 1327562356807 0 HOLD 9206694598246283084, 2463837214 0 LINK_DOWN 4366547254312350560");
    }

    @Test
    void whomTheCsmsDoesNotAcceptInALaterLifeDoesNotGoOnCharging() {
        holds(20267536L, "1 1 8 1 1 30 92 1 700: 43157660058 0 PLUG -2079172346656294048, 265229298456 0 DISK_SLOW 6160590200826199258, "
            + "49875874 0 CSMS_REFUSES 6352354051974521905, 34892990161 0 PRESENT 3126766467905279535, 278493692 0 RESTART -6752098868977870315");
    }

    @Test
    void aBootNotificationThatTimesOutAsItsConnectionIsTakenForDeadWaitsItsInterval() {
        holds(117707237197416L, "2 2 9 0 0 0 73 1 700: 2333770287 0 DELAY 4744459605316678998, 661756331 1 DISK_DIES_WITH_THE_POWER -6639473179714630999, "
            + "2179289014 0 REGISTRATION -7872755995979674011, 12768615052 0 CSMS_CONFIGURES -4539363593934971649, 12130381881 0 MOOD -3715069010389502447, "
            + "177119443111 0 NETWORK_DOWN 5226458606393487739");
    }
}
