package io.holdfast.itests.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a gateway that nobody has hardened offers to others: nothing. */
class SafeByDefaultIT {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(120);

    static Stream<Distribution> gateways() {
        return Stream.of(Distribution.karafGateway(), Distribution.felixGateway());
    }

    static Stream<Distribution> all() {
        return Stream.concat(gateways(), Stream.of(Distribution.karaf()));
    }

    @ParameterizedTest
    @MethodSource("gateways")
    void aGatewayListensNowhereAndItsStoreIsItsOwnersOnly(Distribution distribution) throws Exception {
        Files.writeString(distribution.etc().resolve("io.holdfast.chargepoint-alone.cfg"),
            "identity = ALONE\ncsms.url = ws://127.0.0.1:1/ocpp\nconnectors = 1=none:1\n");
        try (Gateway gateway = distribution.start()) {
            gateway.await("ALONE: can't connect to ws://127.0.0.1:1/ocpp", LONGEST_WAIT);

            assertThat(Sockets.listening(gateway.java())).isEmpty();
            assertThat(permissions(distribution.data().resolve("holdfast"))).isEqualTo("rwx------");
            try (Stream<Path> store = Files.list(distribution.data().resolve("holdfast"))) {
                assertThat(store.filter(Files::isRegularFile)).isNotEmpty().allSatisfy(file -> assertThat(permissions(file)).isEqualTo("rw-------"));
            }
            assertThat(distribution.filesReadableByOthers()).isEmpty();
            gateway.end("TERM");
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void thereIsNoAccountNoKeyAndNoRemoteShell(Distribution distribution) throws IOException {
        List<String> unwanted = List.of("users.properties", "keys.properties", "host.key", "sshd", "shell.ssh", "management.server", "jetty");
        try (Stream<Path> files = Files.walk(distribution.home())) {
            assertThat(files.filter(Files::isRegularFile).map(file -> file.getFileName().toString())
                .filter(name -> unwanted.stream().anyMatch(name::contains))).isEmpty();
        }
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
