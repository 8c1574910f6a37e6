package io.holdfast.itests.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a user sees of a distribution: started by its launcher, ended by a signal. */
class LauncherIT {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(120);
    /** It takes a second; after so long Docker kills. */
    private static final Duration LONGEST_END = Duration.ofSeconds(10);

    static Stream<Distribution> distributions() {
        return Stream.of(Distribution.karaf(), Distribution.felix());
    }

    @BeforeAll
    static void configure() throws IOException {
        for (Distribution distribution : distributions().toList()) {
            distribution.configure();
        }
    }

    @ParameterizedTest
    @MethodSource("distributions")
    void theLogShowsACarChargingAndSigtermEndsTheGateway(Distribution distribution) throws Exception {
        try (Gateway gateway = distribution.start()) {
            gateway.await("boot accepted", LONGEST_WAIT);
            gateway.await("start of transaction", LONGEST_WAIT);
            gateway.await("stop of transaction", LONGEST_WAIT);

            assertThat(Sockets.listening(gateway.java())).containsExactly(new InetSocketAddress("127.0.0.1", Distribution.PORT));
            assertThat(distribution.filesReadableByOthers()).isEmpty();
            assertThat(gateway.end("TERM")).isLessThan(LONGEST_END);
            assertThat(gateway.output()).doesNotContain("ERROR");
        }
    }

    @ParameterizedTest
    @MethodSource("distributions")
    void ctrlCEndsTheGatewayAndClosesTheConnection(Distribution distribution) throws Exception {
        assumeFalse(interruptsAreIgnored(), "this build runs in the background of a script, and what it starts ignores SIGINT too");
        try (Gateway gateway = distribution.start()) {
            gateway.await("boot accepted", LONGEST_WAIT);

            assertThat(gateway.end("INT")).isLessThan(LONGEST_END);
            assertThat(gateway.output()).contains("connection closed: US 1000");
        }
    }

    /** By {@code &} of a shell without job control (POSIX.1-2017, Shell Command Language §2.11), and so inherited. */
    private static boolean interruptsAreIgnored() throws IOException {
        int sigint = 2;
        return Files.readAllLines(Path.of("/proc/self/status")).stream().filter(line -> line.startsWith("SigIgn:"))
            .anyMatch(line -> (Long.parseUnsignedLong(line.substring("SigIgn:".length()).trim(), 16) >> (sigint - 1) & 1) == 1);
    }

    @ParameterizedTest
    @MethodSource("distributions")
    void aSecondGatewayInTheSameDirectorySaysSoAndEnds(Distribution distribution) throws Exception {
        try (Gateway first = distribution.start()) {
            first.await("boot accepted", LONGEST_WAIT);

            try (Gateway second = distribution.start()) {
                assertThat(second.awaitExit(LONGEST_WAIT)).isEqualTo(5);
                assertThat(second.output().lines()).singleElement().asString().containsPattern("(?i)another (gateway|instance)");
            }
            assertThat(first.end("TERM")).isLessThan(LONGEST_END);
        }
    }

    /** The console of Karaf 4.4 calls {@code Subject.getSubject}, which throws on Java 24 and later: the launcher starts none there. */
    @ParameterizedTest
    @ValueSource(strings = {"shutdown\r", "half a line \u0003"})
    @EnabledForJreRange(max = JRE.JAVA_23)
    void shutdownOrCtrlCAtTheConsoleEndTheGateway(String keys) throws Exception {
        try (Gateway gateway = Gateway.startOnTerminal(Distribution.karaf().home())) {
            gateway.await("boot accepted", LONGEST_WAIT);
            gateway.await("holdfast> ", LONGEST_WAIT);

            gateway.type(keys);
            assertThat(gateway.awaitExit(LONGEST_END)).isZero();
            assertThat(gateway.output()).contains("connection closed: US 1000");
        }
    }
}
